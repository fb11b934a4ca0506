package io.suture.server.audit;

import io.r2dbc.spi.Readable;
import io.suture.server.database.Rows;
import java.time.Instant;
import java.util.Optional;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Which checkpoints were handed out, and with which cosignatures. Only these are ever read by others. */
final class PublishedCheckpoints {

    private static final String PUBLISHED = """
            select p.size, p.demand, p.published_at, c.note || p.cosignatures as note
            from log_publication p join log_checkpoint c on c.manufacturer = p.manufacturer and c.size = p.size
            where p.manufacturer = :log
            """;

    private static final String FIRST = "(p.demand = :demand) desc, p.published_at";

    private final DatabaseClient database;

    PublishedCheckpoints(DatabaseClient database) {
        this.database = database;
    }

    /**
     * A checkpoint as others get it.
     *
     * @param size of the tree
     * @param note with the log's signatures and the cosignatures
     * @param demand what was demanded of it
     */
    record Published(long size, String note, String demand, Instant at) {}

    /** A log, with its newest signed checkpoint and the last one that was published, if any. */
    record Standing(String log, LogTables.SignedHead signed, Optional<Last> last) {}

    /** The last publication of a log. */
    record Last(long size, String demand, Instant at) {}

    /** Returns every log that has a signed checkpoint. */
    Flux<Standing> standings() {
        return database.sql("""
                        select h.manufacturer, c.size, c.root, c.note, p.size as last_size, p.demand, p.published_at
                        from log_head h
                        cross join lateral (
                            select size, root, note from log_checkpoint
                            where manufacturer = h.manufacturer order by size desc limit 1) c
                        left join lateral (
                            select size, demand, published_at from log_publication
                            where manufacturer = h.manufacturer order by size desc, published_at desc limit 1) p on true
                        order by h.manufacturer
                        """).map(row -> standing(row)).all();
    }

    Mono<Published> newest(String log) {
        return database.sql(PUBLISHED + "order by p.size desc, p.published_at desc limit 1")
                .bind("log", log)
                .map(row -> published(row))
                .one();
    }

    /**
     * Returns the checkpoint of this size as it was published first, under the given demand if it ever was: what is built on it
     * is the same whenever it is built.
     */
    Mono<Published> of(String log, long size, String demand) {
        return database.sql(PUBLISHED + "and p.size = :size order by " + FIRST + " limit 1")
                .bind("log", log)
                .bind("size", size)
                .bind("demand", demand)
                .map(row -> published(row))
                .one();
    }

    /** Returns every published checkpoint by its size, ascending, each like {@link #of}. */
    Flux<Published> all(String log, String demand) {
        return database.sql("select distinct on (p.size) " + PUBLISHED.substring("select ".length())
                        + "order by p.size, " + FIRST)
                .bind("demand", demand)
                .bind("log", log)
                .map(row -> published(row))
                .all();
    }

    /** Returns everything that was published under a demand, by size. */
    Flux<Published> under(String log, String demand) {
        return database.sql(PUBLISHED + "and p.demand = :demand order by p.size, p.published_at")
                .bind("log", log)
                .bind("demand", demand)
                .map(row -> published(row))
                .all();
    }

    Mono<Void> insert(String log, long size, String demand, String cosignatures, Instant at) {
        return database.sql("""
                        insert into log_publication (manufacturer, size, published_at, demand, cosignatures)
                        values (:log, :size, :at, :demand, :cosignatures) on conflict do nothing
                        """)
                .bind("log", log)
                .bind("size", size)
                .bind("at", at)
                .bind("demand", demand)
                .bind("cosignatures", cosignatures)
                .then();
    }

    private static Published published(Readable row) {
        return new Published(
                Rows.number(row, "size"),
                Rows.text(row, "note"),
                Rows.text(row, "demand"),
                Rows.instant(row, "published_at"));
    }

    private static Standing standing(Readable row) {
        Optional<Last> last = Optional.ofNullable(row.get("last_size", Long.class))
                .map(size -> new Last(size, Rows.text(row, "demand"), Rows.instant(row, "published_at")));
        return new Standing(Rows.text(row, "manufacturer"), LogTables.signedHead(row), last);
    }
}
