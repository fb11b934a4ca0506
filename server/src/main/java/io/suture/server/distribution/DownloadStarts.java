package io.suture.server.distribution;

import io.suture.server.audit.AuditEvent;
import io.suture.server.audit.AuditKind;
import io.suture.server.audit.AuditTrail;
import io.suture.server.distribution.RepositoryView.Payload;
import io.suture.server.fleet.Device;
import io.suture.server.fleet.FleetEvents;
import io.suture.trust.json.JsonObject;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Logs that a download starts, before its first byte goes out. A start is the first request of a device for bytes of a
 * payload since it has run its present version. What it asks for afterwards until it runs another version (the rest after a
 * lost connection, ranges, all of it once more) is the same download, on every replica; asking for the head, or for a
 * file that the device has already, is none. What has started is remembered, so that only a start reads the database.
 */
final class DownloadStarts {

    /** Most starts that are remembered; with one more all are forgotten, and looked up when asked for again. */
    static final int REMEMBERED = 100_000;

    private final DatabaseClient database;
    private final TransactionalOperator transaction;
    private final AuditTrail audit;
    private final Set<Start> known = ConcurrentHashMap.newKeySet();

    DownloadStarts(DatabaseClient database, TransactionalOperator transaction, AuditTrail audit) {
        this.database = database;
        this.transaction = transaction;
        this.audit = audit;
    }

    private record Start(
            String manufacturer, String device, String product, String version, String sha256, String fromVersion) {

        static Start of(Device device, Payload payload) {
            return new Start(
                    device.manufacturer(),
                    device.id(),
                    payload.release().product(),
                    payload.release().version(),
                    payload.file().digest().hex(),
                    device.installedVersion());
        }
    }

    /** Completes when the start is in the log, be it from an earlier request; then bytes may go out. */
    Mono<Void> log(Device device, Payload payload) {
        Start start = Start.of(device, payload);
        return known.contains(start)
                ? Mono.empty()
                : isLogged(start)
                        .filter(logged -> !logged)
                        .flatMap(first -> append(start, event(device, payload)))
                        .onErrorResume(DuplicateKeyException.class, other -> Mono.empty())
                        .then(Mono.fromRunnable(() -> remember(start)));
    }

    private void remember(Start start) {
        if (known.size() >= REMEMBERED) {
            known.clear();
        }
        known.add(start);
    }

    private Mono<Boolean> isLogged(Start start) {
        return bound(database.sql("""
                        select exists (select 1 from download_start where manufacturer = :manufacturer and device = :device
                          and product = :product and version = :version and sha256 = :sha256 and from_version = :from)
                        """), start)
                .map(row -> Boolean.TRUE.equals(row.get(0, Boolean.class)))
                .one();
    }

    /** Of two requests at once one writes both rows, the other neither. */
    private Mono<Void> append(Start start, AuditEvent event) {
        return audit.append(event).flatMap(id -> insert(start, id)).as(transaction::transactional);
    }

    private Mono<Void> insert(Start start, UUID event) {
        return bound(database.sql("""
                        insert into download_start
                          (manufacturer, device, product, version, sha256, from_version, event_id)
                        values (:manufacturer, :device, :product, :version, :sha256, :from, :event)
                        """), start).bind("event", event).then();
    }

    private static DatabaseClient.GenericExecuteSpec bound(DatabaseClient.GenericExecuteSpec sql, Start start) {
        return sql.bind("manufacturer", start.manufacturer())
                .bind("device", start.device())
                .bind("product", start.product())
                .bind("version", start.version())
                .bind("sha256", start.sha256())
                .bind("from", start.fromVersion());
    }

    private static AuditEvent event(Device device, Payload payload) {
        JsonObject detail = JsonObject.builder()
                .put("release", payload.release().toString())
                .put("file", payload.file().name())
                .put("payload", payload.file().digest().toString())
                .put("length", payload.file().length())
                .put("fromVersion", device.installedVersion())
                .build();
        return new AuditEvent(
                device.manufacturer(),
                AuditKind.DOWNLOAD_STARTED,
                JsonObject.EMPTY,
                FleetEvents.actor(device),
                FleetEvents.subject(device),
                detail);
    }
}
