package io.suture.server.timestamp;

import io.suture.server.database.Rows;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads the time stamps of the logs. */
@Component
public class Timestamps {

    private final DatabaseClient database;

    Timestamps(DatabaseClient database) {
        this.database = database;
    }

    /** Return the time stamps that are logged among the first entries, the smallest first. */
    public Flux<StoredTimestamp> loggedBefore(String log, long size) {
        return database.sql("""
                        select stamp.size, stamp.time, stamp.token
                        from log_timestamp stamp join audit_leaf leaf on leaf.event_id = stamp.event_id
                        where stamp.manufacturer = :log and leaf.leaf_index < :size order by stamp.size
                        """)
                .bind("log", log)
                .bind("size", size)
                .map(row -> new StoredTimestamp(
                        Rows.number(row, "size"), Rows.instant(row, "time"), Rows.bytes(row, "token")))
                .all();
    }

    /** Return the time stamp of the checkpoint of exactly this size. */
    public Mono<byte[]> token(String log, long size) {
        return database.sql("select token from log_timestamp where manufacturer = :log and size = :size")
                .bind("log", log)
                .bind("size", size)
                .map(row -> Rows.bytes(row, "token"))
                .one();
    }

    /** Return the sizes of all checkpoints with a time stamp, the smallest first. */
    Flux<Long> sizes(String log) {
        return database.sql("select size from log_timestamp where manufacturer = :log order by size")
                .bind("log", log)
                .map(row -> Rows.number(row, "size"))
                .all();
    }
}
