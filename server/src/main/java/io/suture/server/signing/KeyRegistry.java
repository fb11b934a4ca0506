package io.suture.server.signing;

import io.suture.server.audit.AuditEvent;
import io.suture.server.audit.LogSigners;
import io.suture.server.catalog.ManufacturerSetup;
import io.suture.server.catalog.ProductSetup;
import io.suture.server.problem.CommonRefusal.NotFound;
import io.suture.server.runtime.SutureSettings;
import io.suture.trust.key.PublicKey;
import io.suture.trust.key.Signer;
import io.suture.trust.log.NoteSigner;
import io.suture.trust.tuf.DeltaRole;
import io.suture.trust.tuf.OfflineUpdate;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Makes the online keys of manufacturers and products when these are created, and knows their public halves. */
final class KeyRegistry implements ManufacturerSetup, ProductSetup, LogSigners {

    private static final List<String> ROLES =
            List.of("snapshot", "timestamp", OfflineUpdate.ROLE, SigningKeys.DIRECTOR, SigningKeys.LOG);

    private final DatabaseClient database;
    private final SigningKeys keys;
    private final SutureSettings settings;
    private final Clock clock;

    KeyRegistry(DatabaseClient database, SigningKeys keys, SutureSettings settings, Clock clock) {
        this.database = database;
        this.keys = keys;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public Mono<Void> manufacturerCreated(String manufacturer, UUID event) {
        return Flux.fromIterable(ROLES)
                .concatMap(role -> create(manufacturer, role, event))
                .then();
    }

    @Override
    public Mono<Void> productCreated(String manufacturer, String product, UUID event) {
        return create(manufacturer, product, event).then(create(manufacturer, DeltaRole.name(product), event));
    }

    Mono<Void> create(String manufacturer, String role, UUID event) {
        return keys.ensure(manufacturer, role)
                .flatMap(key -> database.sql("""
                                insert into signing_key (manufacturer, role, public_key, created_at, event_id)
                                values (:manufacturer, :role, :key, :at, :event) on conflict do nothing
                                """)
                        .bind("manufacturer", manufacturer)
                        .bind("role", role)
                        .bind("key", key.toPem())
                        .bind("at", clock.instant())
                        .bind("event", event)
                        .then());
    }

    /** Return the key of a role, made unless it exists, and registered only by {@link #create}. */
    Mono<PublicKey> key(String manufacturer, String role) {
        return keys.ensure(manufacturer, role);
    }

    /** A key that should be there. */
    record Missing(String manufacturer, String role) {}

    /** Return the keys that manufacturers and products should have and that are not registered. */
    Flux<Missing> missing() {
        return database.sql("""
                        select m.id as manufacturer, r.role from manufacturer m cross join unnest(:roles) as r(role)
                        union select p.manufacturer, p.id || :delta from product p
                        except select k.manufacturer, k.role from signing_key k
                        order by 1, 2
                        """)
                .bind("roles", ROLES.toArray(String[]::new))
                .bind("delta", DeltaRole.SUFFIX)
                .map(row -> new Missing(MetadataTable.text(row, "manufacturer"), MetadataTable.text(row, "role")))
                .all()
                .collectList()
                .flatMapIterable(missing -> missing);
    }

    /** Return whether the manufacturer has no registered key of the role. */
    Mono<Boolean> lacks(String manufacturer, String role) {
        return database.sql("select role from signing_key where manufacturer = :manufacturer and role = :role")
                .bind("manufacturer", manufacturer)
                .bind("role", role)
                .map(row -> false)
                .one()
                .defaultIfEmpty(true);
    }

    /** Return the public keys of a manufacturer; fails with {@code not-found}. */
    Mono<OnlineKeys> publicKeys(String manufacturer) {
        return database.sql("select role, public_key from signing_key where manufacturer = :manufacturer")
                .bind("manufacturer", manufacturer)
                .map(row -> Map.entry(
                        MetadataTable.text(row, "role"), PublicKey.fromPem(MetadataTable.text(row, "public_key"))))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue)
                .filter(found -> found.keySet().containsAll(ROLES))
                .map(found -> OnlineKeys.of(settings.origin(manufacturer), found))
                .switchIfEmpty(Mono.error(() -> new NotFound("manufacturer").refused()));
    }

    @Override
    public Mono<NoteSigner> signer(String log) {
        Mono<Signer> key = log.equals(AuditEvent.PLATFORM)
                ? keys.ensure(log, SigningKeys.LOG).then(keys.signer(log, SigningKeys.LOG))
                : keys.signer(log, SigningKeys.LOG);
        return key.map(signer -> new NoteSigner(settings.origin(log), signer));
    }
}
