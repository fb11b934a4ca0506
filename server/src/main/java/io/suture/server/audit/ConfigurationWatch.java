package io.suture.server.audit;

import io.suture.server.database.Rows;
import io.suture.trust.json.CanonicalJson;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.context.SmartLifecycle;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Logs with which settings the server starts when they are not those that were logged last, by whatever replica. A server
 * that cannot log them does not start.
 */
final class ConfigurationWatch implements SmartLifecycle {

    private static final JsonObject ACTOR =
            JsonObject.builder().put("service", "server").build();

    private final Supplier<SortedMap<String, String>> settings;
    private final DatabaseClient database;
    private final TransactionalOperator transaction;
    private final AuditTrail audit;
    private volatile boolean running;

    ConfigurationWatch(
            Supplier<SortedMap<String, String>> settings,
            DatabaseClient database,
            TransactionalOperator transaction,
            AuditTrail audit) {
        this.settings = settings;
        this.database = database;
        this.transaction = transaction;
        this.audit = audit;
    }

    /** Before everything that works with the settings. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }

    @Override
    public void start() {
        log().toFuture().join();
        running = true;
    }

    /** Compares and appends an event if anything differs; one replica after the other. */
    Mono<Void> log() {
        return Mono.fromSupplier(settings)
                .flatMap(now -> database.sql("select pg_advisory_xact_lock(hashtextextended('configuration', 0))")
                        .then()
                        .then(logged())
                        .flatMap(before -> log(before, now))
                        .as(transaction::transactional));
    }

    private Mono<Void> log(SortedMap<String, String> before, SortedMap<String, String> now) {
        return before.equals(now)
                ? Mono.empty()
                : audit.append(event(before, now)).flatMap(event -> keep(now, event));
    }

    private Mono<SortedMap<String, String>> logged() {
        return database.sql("select settings from logged_configuration")
                .map(row -> parse(Rows.text(row, "settings")))
                .one()
                .defaultIfEmpty(new TreeMap<>());
    }

    private static SortedMap<String, String> parse(String json) {
        JsonObject object = Json.parseObject(json.getBytes(StandardCharsets.UTF_8));
        SortedMap<String, String> settings = new TreeMap<>();
        object.keys().forEach(name -> settings.put(name, object.string(name)));
        return settings;
    }

    private static String format(SortedMap<String, String> settings) {
        JsonObject.Builder json = JsonObject.builder();
        settings.forEach(json::put);
        return new String(CanonicalJson.rfc8785(json.build()), StandardCharsets.UTF_8);
    }

    private Mono<Void> keep(SortedMap<String, String> now, UUID event) {
        return database.sql("""
                        insert into logged_configuration (settings, event_id) values (:settings, :event)
                        on conflict (id) do update set settings = excluded.settings, event_id = excluded.event_id
                        """)
                .bind("settings", format(now))
                .bind("event", event)
                .then();
    }

    private static AuditEvent event(SortedMap<String, String> before, SortedMap<String, String> now) {
        SortedSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(now.keySet());
        List<JsonObject> changes = names.stream()
                .filter(name -> !Objects.equals(before.get(name), now.get(name)))
                .map(name -> change(name, before, now))
                .toList();
        JsonObject detail = JsonObject.builder().putAll("settings", changes).build();
        return new AuditEvent(
                AuditEvent.PLATFORM,
                AuditKind.CONFIGURATION_CHANGED,
                JsonObject.EMPTY,
                ACTOR,
                JsonObject.EMPTY,
                detail);
    }

    /** A setting that had or has no value lacks the member. */
    private static JsonObject change(String name, SortedMap<String, String> before, SortedMap<String, String> now) {
        JsonObject.Builder change = JsonObject.builder().put("name", name);
        if (before.containsKey(name)) {
            change.put("old", before.get(name));
        }
        if (now.containsKey(name)) {
            change.put("new", now.get(name));
        }
        return change.build();
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
