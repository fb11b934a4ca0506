package io.suture.server.audit;

import io.suture.trust.log.HashReader;
import io.suture.trust.log.MerkleTree;
import io.suture.trust.log.Tile;
import io.suture.trust.log.TilePath;
import io.suture.trust.log.TreeHash;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Trees and proofs out of the stored hashes. */
final class LogTree {

    private LogTree() {}

    /** Returns the tree of the first {@code size} leaves. */
    static Mono<GrowingTree> at(LogTables tables, String log, long size) {
        List<TilePath> edge = GrowingTree.edge(size);
        return read(tables, log, edge)
                .map(tiles -> GrowingTree.of(
                        size,
                        edge.stream()
                                .map(path -> Objects.requireNonNull(tiles.get(path)))
                                .toList()));
    }

    /**
     * Computes something out of the hashes of a tree. Which tiles are needed depends on sizes and indexes only, so a first
     * run over blank tiles tells what to read, and the second computes.
     */
    static <T> Mono<T> compute(LogTables tables, String log, long size, Function<HashReader, T> computation) {
        Set<TilePath> needed = new LinkedHashSet<>();
        T unused = computation.apply(HashReader.ofTiles(size, path -> {
            needed.add(path);
            return blank(path);
        }));
        return read(tables, log, needed)
                .map(tiles ->
                        computation.apply(HashReader.ofTiles(size, path -> Objects.requireNonNull(tiles.get(path)))));
    }

    private static Mono<Map<TilePath, Tile>> read(LogTables tables, String log, Iterable<TilePath> paths) {
        return Flux.fromIterable(paths)
                .concatMap(path -> tables.tile(log, path)
                        .switchIfEmpty(Mono.error(() -> new LogDamagedException(log, path + " is missing"))))
                .collectMap(Tile::path);
    }

    private static Tile blank(TilePath path) {
        TreeHash any = MerkleTree.EMPTY_ROOT;
        return new Tile(path, Collections.nCopies(path.width(), any));
    }
}
