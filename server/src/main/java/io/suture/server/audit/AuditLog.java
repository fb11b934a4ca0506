package io.suture.server.audit;

import io.r2dbc.spi.Readable;
import io.suture.server.audit.PublishedCheckpoints.Published;
import io.suture.trust.log.BundlePath;
import io.suture.trust.log.ConsistencyProof;
import io.suture.trust.log.EntryBundle;
import io.suture.trust.log.MerkleTree;
import io.suture.trust.log.Tile;
import io.suture.trust.log.TilePath;
import io.suture.trust.log.TlogProof;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Reads the logs: positions, checkpoints, tiles, entries and proofs (tlog-tiles, tlog-proof, tlog-witness). A checkpoint that
 * was signed and is not published, because witnesses are missing, does not exist here.
 */
public final class AuditLog {

    /** How often a waiting caller looks for the checkpoint. */
    private static final Duration LOOK = Duration.ofMillis(50);

    private static final String ENTRIES = """
            select leaf.leaf_index, event.id, event.kind, event.time, event.leaf
            from audit_leaf leaf join audit_event event on event.id = leaf.event_id
            """;

    private final DatabaseClient database;
    private final LogTables tables;
    private final PublishedCheckpoints published;
    private final WitnessDirectory witnesses;
    private final Duration patience;

    AuditLog(DatabaseClient database, WitnessDirectory witnesses, Duration patience) {
        this.database = database;
        this.tables = new LogTables(database);
        this.published = new PublishedCheckpoints(database);
        this.witnesses = witnesses;
        this.patience = patience;
    }

    /** Return the event's place once a published checkpoint covers it; fails with a timeout when none does in time. */
    public Mono<LogPosition> awaitCheckpoint(String manufacturer, UUID event) {
        return position(manufacturer, event)
                .repeatWhenEmpty(Integer.MAX_VALUE, looks -> looks.delayElements(LOOK))
                .timeout(patience);
    }

    /** Return the event's place if a checkpoint covers it that was published with the cosignatures that are demanded now. */
    public Mono<LogPosition> position(String manufacturer, UUID event) {
        return database.sql("""
                        select leaf.leaf_index, min(point.size) as size
                        from audit_leaf leaf
                        join log_publication point on point.manufacturer = leaf.manufacturer
                             and point.size > leaf.leaf_index and point.demand = :demand
                        where leaf.manufacturer = :log and leaf.event_id = :event group by leaf.leaf_index
                        """)
                .bind("log", manufacturer)
                .bind("demand", witnesses.demandOf(manufacturer))
                .bind("event", event)
                .map(row -> new LogPosition(
                        manufacturer, event, LogTables.number(row, "leaf_index"), LogTables.number(row, "size")))
                .one();
    }

    /** Return the newest checkpoint as a note. */
    public Mono<String> checkpoint(String manufacturer) {
        return published.newest(manufacturer).map(Published::note);
    }

    /** Return the checkpoint of exactly this size: the same note each time, while the same witnesses are demanded. */
    public Mono<String> checkpoint(String manufacturer, long size) {
        return published(manufacturer, size).map(Published::note);
    }

    /** Return every checkpoint by its size, ascending. */
    public Flux<SignedCheckpoint> checkpoints(String manufacturer) {
        return published
                .all(manufacturer, witnesses.demandOf(manufacturer))
                .map(one -> new SignedCheckpoint(one.size(), one.note()));
    }

    /** Return a tile that the newest checkpoint covers; empty otherwise. */
    public Mono<Tile> tile(String manufacturer, TilePath path) {
        return published
                .newest(manufacturer)
                .filter(newest -> path.existsIn(newest.size()))
                .flatMap(newest -> tables.tile(manufacturer, path));
    }

    /** Return an entry bundle that the newest checkpoint covers; empty otherwise. */
    public Mono<byte[]> bundle(String manufacturer, BundlePath path) {
        return published
                .newest(manufacturer)
                .filter(newest -> path.firstEntry() + path.width() <= newest.size())
                .flatMapMany(newest -> entries(manufacturer, path.firstEntry(), path.width()))
                .map(LoggedEntry::leaf)
                .collectList()
                .filter(entries -> entries.size() == path.width())
                .map(EntryBundle::format);
    }

    /** Return the proof that the entry is in the newest checkpoint; empty when no checkpoint covers it. */
    public Mono<TlogProof> inclusion(String manufacturer, long index) {
        return published
                .newest(manufacturer)
                .filter(newest -> index < newest.size())
                .flatMap(newest -> inclusion(manufacturer, index, newest));
    }

    /** Return the proof that the entry is in the checkpoint of exactly this size; empty when that does not cover it. */
    public Mono<TlogProof> inclusion(String manufacturer, long index, long size) {
        return published(manufacturer, size)
                .filter(signed -> index < signed.size())
                .flatMap(signed -> inclusion(manufacturer, index, signed));
    }

    private Mono<Published> published(String manufacturer, long size) {
        return published.of(manufacturer, size, witnesses.demandOf(manufacturer));
    }

    private Mono<TlogProof> inclusion(String manufacturer, long index, Published in) {
        return LogTree.compute(
                        tables, manufacturer, in.size(), reader -> MerkleTree.inclusionProof(index, in.size(), reader))
                .map(hashes -> new TlogProof(index, hashes, in.note()));
    }

    /** Return the proof that the checkpoint of the new size extends the tree of the old size; empty without such a checkpoint. */
    public Mono<ConsistencyProof> consistency(String manufacturer, long oldSize, long newSize) {
        return published(manufacturer, newSize)
                .filter(to -> oldSize >= 0 && oldSize <= to.size())
                .flatMap(to -> LogTree.compute(
                                tables,
                                manufacturer,
                                to.size(),
                                reader -> MerkleTree.consistencyProof(oldSize, to.size(), reader))
                        .map(hashes -> new ConsistencyProof(oldSize, hashes, to.note())));
    }

    /** Return the entry of an event that has its place. */
    public Mono<LoggedEntry> entry(String manufacturer, UUID event) {
        return database.sql(ENTRIES + "where leaf.manufacturer = :log and leaf.event_id = :event")
                .bind("log", manufacturer)
                .bind("event", event)
                .map(row -> entry(row))
                .one();
    }

    /** Return entries that the newest checkpoint covers, in order, from an index on. */
    public Flux<LoggedEntry> entries(String manufacturer, long from, long limit) {
        return database.sql(ENTRIES + """
                          where leaf.manufacturer = :log and leaf.leaf_index >= :from
                            and leaf.leaf_index < (select max(size) from log_publication where manufacturer = :log)
                          order by leaf.leaf_index limit :limit
                          """)
                .bind("log", manufacturer)
                .bind("from", from)
                .bind("limit", limit)
                .filter(statement -> statement.fetchSize(FETCH))
                .map(row -> entry(row))
                .all();
    }

    /** Rows of one round trip of a streamed export. */
    private static final int FETCH = 500;

    /** Return the leaf hashes of the first {@code size} entries, in order. */
    public Flux<byte[]> leafHashes(String manufacturer, long size) {
        return database.sql("""
                        select leaf_hash from audit_leaf where manufacturer = :log and leaf_index < :size order by leaf_index
                        """)
                .bind("log", manufacturer)
                .bind("size", size)
                .filter(statement -> statement.fetchSize(FETCH))
                .map(row -> LogTables.bytes(row, "leaf_hash"))
                .all();
    }

    private static LoggedEntry entry(Readable row) {
        return new LoggedEntry(
                LogTables.number(row, "leaf_index"),
                Objects.requireNonNull(row.get("id", UUID.class)),
                LogTables.text(row, "kind"),
                Objects.requireNonNull(row.get("time", Instant.class)),
                LogTables.bytes(row, "leaf"));
    }

    /** A signed checkpoint with its size. */
    public record SignedCheckpoint(long size, String note) {}
}
