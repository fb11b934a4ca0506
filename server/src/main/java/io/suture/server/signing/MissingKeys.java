package io.suture.server.signing;

import io.suture.server.audit.AuditEvent;
import io.suture.server.audit.AuditKind;
import io.suture.server.audit.AuditTrail;
import io.suture.trust.json.JsonObject;
import io.suture.trust.key.PublicKey;
import org.springframework.context.SmartLifecycle;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Makes the online keys that manufacturers and products lack because they are older than the role: once, when the server
 * starts; each is an audit event.
 */
final class MissingKeys implements SmartLifecycle {

    private final KeyRegistry registry;
    private final MetadataTable table;
    private final AuditTrail audit;
    private final TransactionalOperator transaction;
    private volatile boolean running;

    MissingKeys(KeyRegistry registry, MetadataTable table, AuditTrail audit, TransactionalOperator transaction) {
        this.registry = registry;
        this.table = table;
        this.audit = audit;
        this.transaction = transaction;
    }

    /** Before the listeners' phase, so that the first device finds a director. */
    @Override
    public int getPhase() {
        return 0;
    }

    @Override
    public void start() {
        registry.missing().concatMap(this::create).then().toFuture().join();
        running = true;
    }

    private Mono<Void> create(KeyRegistry.Missing key) {
        return table.lock(key.manufacturer())
                .then(registry.lacks(key.manufacturer(), key.role()))
                .filter(lacks -> lacks)
                .flatMap(lacks -> registry.key(key.manufacturer(), key.role()))
                .flatMap(made -> audit.append(event(key, made)))
                .flatMap(event -> registry.create(key.manufacturer(), key.role(), event))
                .as(transaction::transactional);
    }

    private static AuditEvent event(KeyRegistry.Missing key, PublicKey made) {
        JsonObject pub = JsonObject.builder()
                .put("role", key.role())
                .put("key", made.fingerprint().toString())
                .build();
        JsonObject by = JsonObject.builder().put("id", "_start").build();
        return new AuditEvent(
                key.manufacturer(), AuditKind.SIGNING_KEY_CREATED, pub, by, JsonObject.EMPTY, JsonObject.EMPTY);
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
