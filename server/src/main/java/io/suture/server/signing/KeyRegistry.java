package io.suture.server.signing;

import io.suture.server.audit.AuditEvent;
import io.suture.server.audit.AuditKind;
import io.suture.server.audit.AuditTrail;
import io.suture.server.audit.LogSigners;
import io.suture.server.catalog.ManufacturerSetup;
import io.suture.server.catalog.ProductSetup;
import io.suture.server.identity.Actor;
import io.suture.server.problem.CommonRefusal.NotFound;
import io.suture.server.runtime.SutureSettings;
import io.suture.trust.json.JsonObject;
import io.suture.trust.key.PublicKey;
import io.suture.trust.key.Signer;
import io.suture.trust.log.LogSigner;
import io.suture.trust.log.NoteSigner;
import io.suture.trust.tuf.DeltaRole;
import java.time.Clock;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Makes the online keys of manufacturers and products when these are created, and knows their public halves. */
final class KeyRegistry implements ManufacturerSetup, ProductSetup, LogSigners {

    private final DatabaseClient database;
    private final KeyTable table;
    private final SigningKeys keys;
    private final AuditTrail audit;
    private final TransactionalOperator transaction;
    private final SutureSettings settings;
    private final Clock clock;

    KeyRegistry(
            DatabaseClient database,
            KeyTable table,
            SigningKeys keys,
            AuditTrail audit,
            TransactionalOperator transaction,
            SutureSettings settings,
            Clock clock) {
        this.database = database;
        this.table = table;
        this.keys = keys;
        this.audit = audit;
        this.transaction = transaction;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public Mono<Void> manufacturerCreated(String manufacturer, UUID event) {
        return Flux.fromIterable(OnlineKeys.FIXED)
                .concatMap(role -> create(manufacturer, role, event))
                .then();
    }

    @Override
    public Mono<Void> productCreated(String manufacturer, String product, UUID event) {
        return create(manufacturer, product, event).then(create(manufacturer, DeltaRole.name(product), event));
    }

    Mono<Void> create(String manufacturer, String role, UUID event) {
        return keys.ensure(manufacturer, role)
                .flatMap(key ->
                        table.insert(manufacturer, new RegisteredKey(role, 1, key, false), clock.instant(), event));
    }

    /** Why a role gets a new key. */
    record Rotation(String role, boolean compromised, String reason) {}

    /**
     * Make one more key of a role; it signs nothing before offline metadata name it. After a compromise no earlier key can
     * be put into force any more.
     */
    Mono<OnlineKeys> rotate(Actor actor, String manufacturer, Rotation rotation) {
        return table.lock(manufacturer)
                .then(Mono.defer(() -> publicKeys(manufacturer)))
                .map(known -> nextGeneration(known, rotation.role()))
                .flatMap(generation -> keys.ensure(manufacturer, RegisteredKey.name(rotation.role(), generation))
                        .map(key -> new RegisteredKey(rotation.role(), generation, key, rotation.compromised())))
                .flatMap(key -> audit.append(rotated(actor, manufacturer, key, rotation.reason()))
                        .flatMap(event -> table.insert(manufacturer, key, clock.instant(), event)))
                .then(Mono.defer(() -> publicKeys(manufacturer)))
                .as(transaction::transactional);
    }

    private static int nextGeneration(OnlineKeys known, String role) {
        if (OnlineKeys.LOG.contains(role)
                || DeltaRole.isName(role)
                || !known.byRole().containsKey(role)) {
            throw new NotFound("role with an online key that can be rotated").refused();
        }
        return known.byRole().get(role).getFirst().generation() + 1;
    }

    private static AuditEvent rotated(Actor actor, String manufacturer, RegisteredKey key, String reason) {
        JsonObject pub = JsonObject.builder()
                .put("role", key.role())
                .put("key", key.publicKey().fingerprint().toString())
                .put("generation", key.generation())
                .put("replacesCompromised", key.replacesCompromised())
                .build();
        JsonObject detail = JsonObject.builder().put("reason", reason).build();
        return new AuditEvent(
                manufacturer, AuditKind.SIGNING_KEY_CREATED, pub, actor.describe(), JsonObject.EMPTY, detail);
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
                .bind("roles", OnlineKeys.FIXED.toArray(String[]::new))
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
        return table.keys(manufacturer)
                .collectList()
                .map(found -> OnlineKeys.of(settings.origin(manufacturer), found))
                .filter(OnlineKeys::isComplete)
                .switchIfEmpty(Mono.error(() -> new NotFound("manufacturer").refused()));
    }

    @Override
    public Mono<LogSigner> signer(String log) {
        return Flux.fromIterable(OnlineKeys.LOG)
                .concatMap(role -> signer(log, role))
                .map(signer -> new NoteSigner(settings.origin(log), signer))
                .collectList()
                .filter(signers -> signers.size() == OnlineKeys.LOG.size())
                .map(LogSigner::new);
    }

    private Mono<Signer> signer(String log, String role) {
        Mono<Signer> signer = keys.signer(log, role);
        return log.equals(AuditEvent.PLATFORM) ? keys.ensure(log, role).then(signer) : signer;
    }
}
