package io.suture.server.audit;

import io.r2dbc.spi.Readable;
import io.suture.trust.log.LogLimits;
import io.suture.trust.log.MerkleTree;
import io.suture.trust.log.Tile;
import io.suture.trust.log.TilePath;
import io.suture.trust.log.TreeHash;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The log's tables. Only completed tiles are stored; partial ones are derived from leaves and tile roots. */
final class LogTables {

    private final DatabaseClient database;

    LogTables(DatabaseClient database) {
        this.database = database;
    }

    /** The tree that all committed rounds have built. */
    record Head(long size, TreeHash root) {}

    /** A signed checkpoint. */
    record SignedHead(long size, TreeHash root, String note) {}

    Flux<String> logs() {
        return database.sql("select manufacturer from log_head order by manufacturer")
                .map(row -> text(row, "manufacturer"))
                .all();
    }

    Flux<String> logsWithPendingEvents() {
        return database.sql("select distinct manufacturer from audit_pending")
                .map(row -> text(row, "manufacturer"))
                .all();
    }

    Flux<String> logsAheadOfCheckpoint() {
        return database.sql("""
                        select h.manufacturer from log_head h
                        where h.size > coalesce((select max(c.size) from log_checkpoint c where c.manufacturer = h.manufacturer), 0)
                        """).map(row -> text(row, "manufacturer")).all();
    }

    /** Locks the head till the transaction ends: there is one sequencer for a log, on whatever replica. */
    Mono<Head> lockHead(String log) {
        return database.sql(
                        "insert into log_head (manufacturer, size, root) values (:log, 0, :root) on conflict do nothing")
                .bind("log", log)
                .bind("root", MerkleTree.EMPTY_ROOT.bytes())
                .then()
                .then(database.sql("select size, root from log_head where manufacturer = :log for update")
                        .bind("log", log)
                        .map(row -> head(row))
                        .one());
    }

    Mono<Head> head(String log) {
        return database.sql("select size, root from log_head where manufacturer = :log")
                .bind("log", log)
                .map(row -> head(row))
                .one();
    }

    /** Moves pending events into the log, in causal order, and returns their leaf hashes in that order. */
    Mono<List<TreeHash>> assign(String log, long size, int limit) {
        return database.sql("""
                        with taken as (
                            delete from audit_pending where manufacturer = :log and hint in (
                                select hint from audit_pending where manufacturer = :log order by hint limit :limit)
                            returning event_id, hint, facts),
                        assigned as (
                            insert into audit_leaf (manufacturer, leaf_index, event_id, leaf_hash, facts)
                            select :log, :size + row_number() over (order by taken.hint) - 1, event.id,
                                   sha256('\\x00'::bytea || event.leaf), taken.facts
                            from taken join audit_event event on event.id = taken.event_id
                            returning leaf_index, leaf_hash)
                        select leaf_hash from assigned order by leaf_index
                        """)
                .bind("log", log)
                .bind("limit", limit)
                .bind("size", size)
                .map(row -> hash(row, "leaf_hash"))
                .all()
                .collectList();
    }

    Mono<Void> insertTile(String log, GrowingTree.CompleteTile complete) {
        TilePath path = complete.tile().path();
        return database.sql("""
                        insert into log_tile (manufacturer, level, tile_index, hashes, root)
                        values (:log, :level, :index, :hashes, :root)
                        """)
                .bind("log", log)
                .bind("level", (short) path.level())
                .bind("index", path.index())
                .bind("hashes", complete.tile().toBytes())
                .bind("root", complete.root().bytes())
                .then();
    }

    /** Moves the head; never past a leaf that is not there, whatever became of the statements before. */
    Mono<Void> moveHead(String log, long size, TreeHash root) {
        return database.sql("""
                        update log_head set size = :size, root = :root where manufacturer = :log
                          and exists (select 1 from audit_leaf where manufacturer = :log and leaf_index = :last)
                        """)
                .bind("log", log)
                .bind("size", size)
                .bind("root", root.bytes())
                .bind("last", size - 1)
                .fetch()
                .rowsUpdated()
                .filter(moved -> moved == 1)
                .switchIfEmpty(Mono.error(() -> new LogDamagedException(log, "leaf " + (size - 1) + " is missing")))
                .then();
    }

    /** Returns a tile of a tree that is committed; the width may be smaller than what is stored. */
    Mono<Tile> tile(String log, TilePath path) {
        return path.isFull() ? fullTile(log, path) : partialTile(log, path);
    }

    private Mono<Tile> fullTile(String log, TilePath path) {
        return database.sql(
                        "select hashes from log_tile where manufacturer = :log and level = :level and tile_index = :index")
                .bind("log", log)
                .bind("level", (short) path.level())
                .bind("index", path.index())
                .map(row -> Tile.parse(path, bytes(row, "hashes")))
                .one();
    }

    /** A full tile as it is stored, with the hash over it. */
    record StoredTile(Tile tile, TreeHash root) {}

    /** Returns a stored tile with its root. */
    Mono<StoredTile> storedTile(String log, TilePath path) {
        return database.sql("""
                        select hashes, root from log_tile where manufacturer = :log and level = :level and tile_index = :index
                        """)
                .bind("log", log)
                .bind("level", (short) path.level())
                .bind("index", path.index())
                .map(row -> new StoredTile(Tile.parse(path, bytes(row, "hashes")), hash(row, "root")))
                .one();
    }

    /** Returns the checkpoints that were signed for sizes above one and up to another. */
    Flux<SignedHead> checkpoints(String log, long above, long upTo) {
        return database.sql("""
                        select size, root, note from log_checkpoint
                        where manufacturer = :log and size > :above and size <= :upTo order by size
                        """)
                .bind("log", log)
                .bind("above", above)
                .bind("upTo", upTo)
                .map(row -> signedHead(row))
                .all();
    }

    private Mono<Tile> partialTile(String log, TilePath path) {
        String sql = path.level() == 0 ? """
                  select leaf_hash as hash from audit_leaf
                  where manufacturer = :log and :below = -1 and leaf_index >= :first and leaf_index < :end order by leaf_index
                  """ : """
                  select root as hash from log_tile
                  where manufacturer = :log and level = :below and tile_index >= :first and tile_index < :end order by tile_index
                  """;
        long first = path.index() * LogLimits.TILE_WIDTH;
        return database.sql(sql)
                .bind("log", log)
                .bind("below", path.level() - 1)
                .bind("first", first)
                .bind("end", first + path.width())
                .map(row -> hash(row, "hash"))
                .all()
                .collectList()
                .filter(hashes -> hashes.size() == path.width())
                .map(hashes -> new Tile(path, hashes));
    }

    Mono<SignedHead> newestCheckpoint(String log) {
        return database.sql(
                        "select size, root, note from log_checkpoint where manufacturer = :log order by size desc limit 1")
                .bind("log", log)
                .map(row -> signedHead(row))
                .one();
    }

    Mono<SignedHead> checkpoint(String log, long size) {
        return database.sql("select size, root, note from log_checkpoint where manufacturer = :log and size = :size")
                .bind("log", log)
                .bind("size", size)
                .map(row -> signedHead(row))
                .one();
    }

    Flux<SignedHead> checkpoints(String log) {
        return database.sql("select size, root, note from log_checkpoint where manufacturer = :log order by size")
                .bind("log", log)
                .map(row -> signedHead(row))
                .all();
    }

    Mono<Void> lockCheckpoints(String log) {
        return database.sql("select pg_advisory_xact_lock(hashtextextended('checkpoint/' || :log, 0))")
                .bind("log", log)
                .then();
    }

    Mono<Void> insertCheckpoint(String log, SignedHead signed, Instant at) {
        return database.sql("""
                        insert into log_checkpoint (manufacturer, size, root, note, signed_at)
                        values (:log, :size, :root, :note, :at)
                        """)
                .bind("log", log)
                .bind("size", signed.size())
                .bind("root", signed.root().bytes())
                .bind("note", signed.note())
                .bind("at", at)
                .then();
    }

    private static Head head(Readable row) {
        return new Head(number(row, "size"), hash(row, "root"));
    }

    static SignedHead signedHead(Readable row) {
        return new SignedHead(number(row, "size"), hash(row, "root"), text(row, "note"));
    }

    static long number(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, Long.class));
    }

    static String text(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, String.class));
    }

    static byte[] bytes(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, byte[].class));
    }

    private static TreeHash hash(Readable row, String column) {
        return new TreeHash(bytes(row, column));
    }
}
