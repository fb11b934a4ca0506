package io.suture.server.signing;

import io.suture.server.audit.AuditEvent;
import io.suture.server.audit.AuditKind;
import io.suture.server.audit.AuditTrail;
import io.suture.trust.json.JsonObject;
import io.suture.trust.key.PublicKey;
import org.springframework.context.SmartLifecycle;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Gives manufacturers that are older than the director its key, once, when the server starts; each is an audit event. */
final class DirectorKeys implements SmartLifecycle {

    private final KeyRegistry registry;
    private final MetadataTable table;
    private final AuditTrail audit;
    private final TransactionalOperator transaction;
    private volatile boolean running;

    DirectorKeys(KeyRegistry registry, MetadataTable table, AuditTrail audit, TransactionalOperator transaction) {
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
        registry.without(SigningKeys.DIRECTOR)
                .concatMap(this::create)
                .then()
                .toFuture()
                .join();
        running = true;
    }

    private Mono<Void> create(String manufacturer) {
        return table.lock(manufacturer)
                .then(registry.lacks(manufacturer, SigningKeys.DIRECTOR))
                .filter(lacks -> lacks)
                .flatMap(lacks -> registry.key(manufacturer, SigningKeys.DIRECTOR))
                .flatMap(key -> audit.append(event(manufacturer, key)))
                .flatMap(event -> registry.create(manufacturer, SigningKeys.DIRECTOR, event))
                .as(transaction::transactional);
    }

    private static AuditEvent event(String manufacturer, PublicKey key) {
        JsonObject pub = JsonObject.builder()
                .put("role", SigningKeys.DIRECTOR)
                .put("key", key.fingerprint().toString())
                .build();
        JsonObject by = JsonObject.builder().put("id", "_start").build();
        return new AuditEvent(manufacturer, AuditKind.SIGNING_KEY_CREATED, pub, by, JsonObject.EMPTY, JsonObject.EMPTY);
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
