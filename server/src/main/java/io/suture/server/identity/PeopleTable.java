package io.suture.server.identity;

import io.r2dbc.spi.Readable;
import io.suture.server.database.Rows;
import io.suture.server.identity.PersonKeyRecord.Revocation;
import io.suture.trust.key.PublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The table of people and of used assertions. */
@Component
class PeopleTable {

    private static final String INSERT = """
            insert into person (id, printed_name, roles, manufacturer, facility, service, public_key, fingerprint, created_at, event_id)
            values (:id, :name, :roles, :manufacturer, :facility, :service, :key, :fingerprint, :now, :event)
            """;

    private final DatabaseClient database;

    PeopleTable(DatabaseClient database) {
        this.database = database;
    }

    Mono<Person> find(String id) {
        return one("select * from person where id = :id", id);
    }

    /** Return the person, unless deactivated. */
    Mono<Person> findActive(String id) {
        return one("select * from person where id = :id and active", id);
    }

    /** Return the person, who does not change before the caller's transaction ends. */
    Mono<Person> share(String id) {
        return one("select * from person where id = :id for share", id);
    }

    private Mono<Person> one(String sql, String id) {
        return database.sql(sql).bind("id", id).map(PeopleTable::person).one();
    }

    /** One change of the registry after another, until the caller's transaction ends. */
    Mono<Void> lockRegistry() {
        return database.sql("select pg_advisory_xact_lock(hashtext('suture.people'))")
                .then();
    }

    Flux<Person> all() {
        return database.sql("select * from person order by id")
                .map(PeopleTable::person)
                .all();
    }

    /** Write what can change of a person. */
    Mono<Void> update(Person person, UUID event) {
        return database.sql("update person set roles = :roles, active = :active, event_id = :event where id = :id")
                .bind("roles", codes(person.actor().roles()))
                .bind("active", person.active())
                .bind("event", event)
                .bind("id", person.id())
                .then();
    }

    /** Return what ended a deactivated person's keys; nothing changes such an entry afterwards. */
    Mono<Revocation> deactivation(String id) {
        return database.sql("""
                        select event.id, event.time from person join audit_event event on event.id = person.event_id
                        where person.id = :id and not person.active
                        """)
                .bind("id", id)
                .map(row -> new Revocation(
                        Rows.instant(row, "time"),
                        Objects.requireNonNull(row.get("id", UUID.class)),
                        "the person was deactivated"))
                .one();
    }

    Flux<Person> ofManufacturer(String manufacturer) {
        return database.sql("select * from person where manufacturer = :m order by id")
                .bind("m", manufacturer)
                .map(PeopleTable::person)
                .all();
    }

    /** Return how often people of the manufacturer or their keys changed: only ever larger. */
    Mono<Long> changes(String manufacturer) {
        return database.sql("select count(*) as n from audit_event where manufacturer = :m and kind like 'person.%'")
                .bind("m", manufacturer)
                .map(row -> Rows.number(row, "n"))
                .one();
    }

    Mono<Void> insert(Person person, Instant now, UUID event) {
        Actor actor = person.actor();
        return database.sql(INSERT)
                .bind("id", actor.id())
                .bind("name", actor.printedName())
                .bind("roles", codes(actor.roles()))
                .bind("manufacturer", Rows.nullable(actor.manufacturer().orElse(null)))
                .bind("facility", Rows.nullable(actor.facility().orElse(null)))
                .bind("service", person.kind() == Person.Kind.SERVICE)
                .bind("key", person.publicKey().toPem())
                .bind("fingerprint", person.publicKey().fingerprint().hex())
                .bind("now", now)
                .bind("event", event)
                .then();
    }

    /** Return whether a person's token of this identifier is used for the first time; forgets those that ended. */
    Mono<Boolean> use(String person, String jti, Instant expiresAt, Instant now) {
        return database.sql("delete from used_assertion where expires_at < :now")
                .bind("now", now.minus(Assertion.REMEMBERED))
                .then()
                .then(database.sql("""
                                insert into used_assertion (person, jti, expires_at) values (:person, :jti, :expires)
                                on conflict do nothing
                                """)
                        .bind("person", person)
                        .bind("jti", jti)
                        .bind("expires", expiresAt)
                        .fetch()
                        .rowsUpdated())
                .map(rows -> rows == 1);
    }

    private static Person person(Readable row) {
        Actor actor = new Actor(
                Rows.text(row, "id"),
                Rows.text(row, "printed_name"),
                roles(Objects.requireNonNull(row.get("roles", String[].class))),
                Rows.optionalText(row, "manufacturer"),
                Rows.optionalText(row, "facility"));
        return new Person(
                actor,
                PublicKey.fromPem(Rows.text(row, "public_key")),
                Rows.bool(row, "service") ? Person.Kind.SERVICE : Person.Kind.PERSON,
                Rows.bool(row, "active"));
    }

    private static String[] codes(Set<Role> roles) {
        return roles.stream().map(Role::code).sorted().toArray(String[]::new);
    }

    private static Set<Role> roles(String[] names) {
        return Arrays.stream(names).map(Role::of).flatMap(Optional::stream).collect(Collectors.toUnmodifiableSet());
    }
}
