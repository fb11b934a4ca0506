package io.suture.server.timestamp;

import io.r2dbc.spi.Readable;
import io.suture.server.database.Rows;
import io.suture.trust.evidence.LogSource;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads the time stamps of the logs. */
@Component
public class Timestamps {

    private static final String LOGGED = """
            select stamp.size, stamp.time, stamp.token
            from log_timestamp stamp join audit_leaf leaf on leaf.event_id = stamp.event_id
            where stamp.manufacturer = :log and leaf.leaf_index < :size
            """;

    private final DatabaseClient database;

    Timestamps(DatabaseClient database) {
        this.database = database;
    }

    /** Return the time stamps that are logged among the first entries, the smallest first. */
    public Flux<StoredTimestamp> loggedBefore(String log, long size) {
        return database.sql(LOGGED + "order by stamp.size")
                .bind("log", log)
                .bind("size", size)
                .map(row -> stored(row))
                .all();
    }

    /** Return the first time stamp over an entry, if it is logged among the first entries: the same whenever it is asked for. */
    public Mono<StoredTimestamp> firstOver(String log, long index, long size) {
        return database.sql(LOGGED + "and stamp.size > :index order by stamp.size limit 1")
                .bind("log", log)
                .bind("size", size)
                .bind("index", index)
                .map(row -> stored(row))
                .one();
    }

    /** Return the files below a log's prefix that hold time stamps: their list, and each of them. */
    public static SortedMap<String, byte[]> files(List<StoredTimestamp> stamps) {
        SortedMap<String, byte[]> files = new TreeMap<>();
        StringBuilder list = new StringBuilder();
        for (StoredTimestamp stamp : stamps) {
            list.append(stamp.size()).append('\n');
            files.put(LogSource.timestamp(stamp.size()), stamp.token());
        }
        files.put(LogSource.TIMESTAMPS, list.toString().getBytes(StandardCharsets.US_ASCII));
        return files;
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

    static StoredTimestamp stored(Readable row) {
        return new StoredTimestamp(Rows.number(row, "size"), Rows.instant(row, "time"), Rows.bytes(row, "token"));
    }
}
