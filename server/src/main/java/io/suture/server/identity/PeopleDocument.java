package io.suture.server.identity;

import io.suture.server.audit.AuditLog;
import io.suture.trust.gate.People;
import io.suture.trust.gate.PersonKey;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Writes {@code people.json} as the registry has it, to carry to the offline ceremony: the policy role signs it, this
 * server does not. Keys that nobody ever approved are left out; those of a deactivated person are revoked.
 */
@Component
class PeopleDocument {

    private final PeopleTable people;
    private final PersonKeyTable keys;
    private final AuditLog log;

    PeopleDocument(PeopleTable people, PersonKeyTable keys, AuditLog log) {
        this.people = people;
        this.keys = keys;
        this.log = log;
    }

    Mono<People> of(String manufacturer) {
        return people.ofManufacturer(manufacturer)
                .concatMap(person -> entry(manufacturer, person))
                .collectList()
                .zipWith(people.changes(manufacturer), (entries, changes) -> new People(version(changes), entries));
    }

    private static int version(long changes) {
        return Math.clamp(changes, 1, Integer.MAX_VALUE);
    }

    private Mono<io.suture.trust.gate.Person> entry(String manufacturer, Person person) {
        Actor actor = person.actor();
        return keysOf(person)
                .concatMap(key -> entry(manufacturer, key))
                .collectList()
                .map(entries -> new io.suture.trust.gate.Person(
                        actor.id(),
                        actor.printedName(),
                        actor.roles().stream().map(Role::code).collect(Collectors.toSet()),
                        entries));
    }

    /** With a deactivated person go the person's keys. */
    private Flux<PersonKeyRecord> keysOf(Person person) {
        Flux<PersonKeyRecord> counted = keys.of(person.id()).filter(key -> key.everCounted(person));
        return people.deactivation(person.id())
                .flatMapMany(deactivation -> counted.map(key -> key.endedWith(deactivation)))
                .switchIfEmpty(counted);
    }

    /** A revoked key is listed with its index when a checkpoint has it: without the index nothing it signed counts. */
    private Mono<PersonKey> entry(String manufacturer, PersonKeyRecord key) {
        return Mono.justOrEmpty(key.revocation())
                .flatMap(revocation -> log.awaitCheckpoint(manufacturer, revocation.event()))
                .map(position -> key.listed(Optional.of(position.index())))
                .switchIfEmpty(Mono.fromSupplier(() -> key.listed(Optional.empty())));
    }
}
