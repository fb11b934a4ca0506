package io.suture.server.timestamp;

import io.r2dbc.spi.Readable;
import io.suture.server.audit.AuditKind;
import io.suture.server.audit.LogFinding;
import io.suture.server.audit.LogInspector;
import io.suture.server.database.Rows;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import io.suture.trust.log.AuditEntry;
import io.suture.trust.log.Checkpoint;
import io.suture.trust.log.LogException;
import io.suture.trust.log.SignedNote;
import io.suture.trust.log.timestamp.Imprint;
import io.suture.trust.log.timestamp.StatedTimestamp;
import io.suture.trust.log.timestamp.TimestampException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;

/**
 * Compares the stored time stamps of a log with its checkpoints and its entries: each is in its form, about the checkpoint of
 * its size, of the time in its row, and what its entry says; and each that was logged is there. Whether the authority signed
 * it is for who has the authority's root.
 */
@Component
final class TimestampInspector implements LogInspector {

    private static final String STORED = """
            select stamp.size, stamp.time, stamp.token, point.note, event.leaf
            from log_timestamp stamp
            left join log_checkpoint point on point.manufacturer = stamp.manufacturer and point.size = stamp.size
            left join audit_event event on event.id = stamp.event_id and event.manufacturer = stamp.manufacturer
                 and event.kind = :kind
            where stamp.manufacturer = :log order by stamp.size
            """;

    private static final String LOST = """
            select event.id from audit_event event left join log_timestamp stamp on stamp.event_id = event.id
            where event.manufacturer = :log and event.kind = :kind and stamp.event_id is null order by event.id
            """;

    private static final int FETCH = 100;

    private final DatabaseClient database;

    TimestampInspector(DatabaseClient database) {
        this.database = database;
    }

    @SuppressWarnings("ArrayRecordComponent") // read only
    private record Row(StoredTimestamp stored, Optional<String> note, Optional<byte[]> entry) {

        static Row of(Readable row) {
            return new Row(
                    Timestamps.stored(row),
                    Rows.optionalText(row, "note"),
                    Optional.ofNullable(row.get("leaf", byte[].class)));
        }

        String place() {
            return "time stamp of size " + stored.size();
        }
    }

    @Override
    public Flux<LogFinding> inspect(String log) {
        return Flux.concat(
                select(log, STORED).map(row -> Row.of(row)).all().concatMapIterable(TimestampInspector::findings),
                select(log, LOST)
                        .map(row -> new LogFinding(
                                "timestamp-lost", "event " + row.get(0, UUID.class), "a stored time stamp", "nothing"))
                        .all());
    }

    private DatabaseClient.GenericExecuteSpec select(String log, String sql) {
        return database.sql(sql)
                .bind("log", log)
                .bind("kind", AuditKind.CHECKPOINT_TIMESTAMPED.code())
                .filter(statement -> statement.fetchSize(FETCH));
    }

    private static List<LogFinding> findings(Row row) {
        try {
            StatedTimestamp stated = StatedTimestamp.parse(row.stored().token());
            List<LogFinding> findings = new ArrayList<>();
            compare("timestamp-imprint", row, imprint(row), stated.imprint().toString(), findings);
            compare("timestamp-time", row, stated.time().toString(), time(row), findings);
            compare("timestamp-entry", row, text(facts(row, stated)), entry(row), findings);
            return findings;
        } catch (TimestampException e) {
            return List.of(new LogFinding(
                    "timestamp", row.place(), "an answer of RFC 3161", e.code() + ": " + e.getMessage()));
        }
    }

    private static String imprint(Row row) {
        try {
            return row.note()
                    .map(note -> Imprint.of(
                                    Checkpoint.parse(SignedNote.parse(note).unverifiedText()))
                            .toString())
                    .orElse("a signed checkpoint of that size, which there is not");
        } catch (LogException e) {
            return "a signed checkpoint of that size, which cannot be read: " + e.getMessage();
        }
    }

    private static String time(Row row) {
        return row.stored().time().toString();
    }

    private static JsonObject facts(Row row, StatedTimestamp stated) {
        return TimestampTable.facts(row.stored().size(), stated.imprint(), stated.time());
    }

    private static String entry(Row row) {
        try {
            return row.entry().map(bytes -> text(AuditEntry.parse(bytes).pub())).orElse("no event of that kind");
        } catch (LogException e) {
            return "an entry that cannot be read: " + e.getMessage();
        }
    }

    private static String text(JsonObject facts) {
        return new String(Json.compact(facts), StandardCharsets.UTF_8);
    }

    private static void compare(String check, Row row, String expected, String found, List<LogFinding> findings) {
        if (!expected.equals(found)) {
            findings.add(new LogFinding(check, row.place(), expected, found));
        }
    }
}
