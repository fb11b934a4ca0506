package io.suture.server.audit;

import io.suture.trust.log.TreeHash;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Gives committed events their place in the log, each exactly once. One round is one transaction under the row lock of
 * the log's head: any replica may run it, a crash leaves the round undone, and nothing but the head decides the next index.
 */
final class Sequencer {

    /** Most events of one round. */
    static final int BATCH = 2048;

    private final LogTables tables;
    private final TransactionalOperator transaction;

    Sequencer(LogTables tables, TransactionalOperator transaction) {
        this.tables = tables;
        this.transaction = transaction;
    }

    /** Sequences what is pending in every log and returns how many events got their place. */
    Mono<Long> round() {
        return round(log -> true);
    }

    /** Sequences what is pending in these logs. */
    Mono<Long> round(Predicate<String> growing) {
        return tables.logsWithPendingEvents()
                .collectList()
                .flatMapMany(Flux::fromIterable)
                .filter(growing)
                .concatMapDelayError(this::drain)
                .reduce(0L, Long::sum);
    }

    private Mono<Long> drain(String log) {
        return once(log)
                .expand(count -> count == BATCH ? once(log) : Mono.empty())
                .reduce(0L, Long::sum);
    }

    private Mono<Long> once(String log) {
        return tables.lockHead(log).flatMap(head -> grow(log, head)).as(transaction::transactional);
    }

    private Mono<Long> grow(String log, LogTables.Head head) {
        return tables.assign(log, head.size(), BATCH)
                .flatMap(leaves -> leaves.isEmpty() ? Mono.just(0L) : append(log, head, leaves));
    }

    private Mono<Long> append(String log, LogTables.Head head, List<TreeHash> leaves) {
        return tree(log, head).flatMap(tree -> {
            List<GrowingTree.CompleteTile> complete = new ArrayList<>();
            leaves.forEach(leaf -> complete.addAll(tree.append(leaf)));
            return Flux.fromIterable(complete)
                    .concatMap(tile -> tables.insertTile(log, tile))
                    .then(tables.moveHead(log, tree.size(), tree.root()))
                    .thenReturn((long) leaves.size());
        });
    }

    /** Rebuilds the right edge and refuses to grow a log whose stored hashes no longer give its head. */
    private Mono<GrowingTree> tree(String log, LogTables.Head head) {
        return LogTree.at(tables, log, head.size()).map(tree -> {
            if (!tree.root().equals(head.root())) {
                throw new LogDamagedException(
                        log, "stored hashes do not give the root of the head at size " + head.size());
            }
            return tree;
        });
    }
}
