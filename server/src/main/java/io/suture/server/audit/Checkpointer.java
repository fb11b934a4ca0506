package io.suture.server.audit;

import io.suture.server.audit.LogTables.Head;
import io.suture.server.audit.LogTables.SignedHead;
import io.suture.trust.log.Checkpoint;
import io.suture.trust.log.LogException;
import io.suture.trust.log.LogSigner;
import io.suture.trust.log.MerkleTree;
import io.suture.trust.log.SignedNote;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Signs checkpoints over committed heads, never two different roots for one size (tlog-checkpoint). The order is: the
 * head must extend the last signed checkpoint of the database and of the file outside it; sign; write the file; insert. A
 * crash after signing leaves a file whose note the next run inserts: no size is signed twice.
 */
final class Checkpointer implements LogGuard {

    private final LogTables tables;
    private final LogSigners signers;
    private final TransactionalOperator transaction;
    private final Path dataDirectory;
    private final Clock clock;
    private final Scheduler blocking;

    Checkpointer(
            LogTables tables,
            LogSigners signers,
            TransactionalOperator transaction,
            Path dataDirectory,
            Clock clock,
            Scheduler blocking) {
        this.tables = tables;
        this.signers = signers;
        this.transaction = transaction;
        this.dataDirectory = dataDirectory;
        this.clock = clock;
        this.blocking = blocking;
    }

    /** Signs a checkpoint if the log grew; fails with {@link LogDamagedException} rather than fork it. */
    Mono<Void> sign(String log) {
        return signers.signer(log)
                .flatMap(signer -> tables.lockCheckpoints(log)
                        .then(tables.head(log))
                        .flatMap(head -> sign(log, head, signer))
                        .as(transaction::transactional));
    }

    @Override
    public Mono<Void> requireIntact(String manufacturer) {
        return signers.signer(manufacturer)
                .flatMap(signer -> onWorker(new CheckpointFile(dataDirectory, manufacturer)::read)
                        .flatMap(note -> tables.head(manufacturer)
                                .defaultIfEmpty(new Head(0, MerkleTree.EMPTY_ROOT))
                                .flatMap(
                                        head -> requireExtends(manufacturer, head, kept(manufacturer, note, signer)))));
    }

    /**
     * Completes when the stored hashes give the head, and head and every kept checkpoint are one history. Checkpoints are read
     * before the head, which another replica may move meanwhile.
     */
    Mono<Void> requireWhole(String log) {
        return requireIntact(log)
                .then(tables.newestCheckpoint(log).map(Checkpointer::checkpoint).singleOptional())
                .flatMap(newest -> tables.head(log)
                        .flatMap(head -> requireHead(log, head).then(requireExtends(log, head, newest))));
    }

    private Mono<Void> sign(String log, Head head, LogSigner signer) {
        CheckpointFile file = new CheckpointFile(dataDirectory, log);
        Mono<Void> grown = onWorker(file::read)
                .flatMap(note -> requireExtends(log, head, kept(log, note, signer)))
                .then(requireHead(log, head))
                .then(Mono.defer(() -> signAndKeep(log, head, signer, file)));
        return tables.newestCheckpoint(log)
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .flatMap(newest -> requireExtends(log, head, newest.map(Checkpointer::checkpoint))
                        .then(newest.isPresent() && newest.get().size() == head.size() ? Mono.<Void>empty() : grown));
    }

    private Mono<Void> signAndKeep(String log, Head head, LogSigner signer, CheckpointFile file) {
        Checkpoint checkpoint = new Checkpoint(signer.origin(), head.size(), head.root());
        return onWorker(() -> {
                    Optional<String> signed =
                            file.read().filter(note -> signer.open(note).equals(checkpoint));
                    String note = signed.orElseGet(() -> signer.sign(checkpoint, clock.instant()));
                    file.write(note);
                    return note;
                })
                .flatMap(note ->
                        tables.insertCheckpoint(log, new SignedHead(head.size(), head.root(), note), clock.instant()));
    }

    private static Checkpoint checkpoint(SignedHead signed) {
        return Checkpoint.parse(SignedNote.parse(signed.note()).unverifiedText());
    }

    private static Optional<Checkpoint> kept(String log, Optional<String> note, LogSigner signer) {
        try {
            return note.map(signer::open);
        } catch (LogException e) {
            throw new LogDamagedException(
                    log,
                    "the checkpoint kept outside the database is not of " + signer.origin() + ": " + e.getMessage());
        }
    }

    private Mono<Void> requireExtends(String log, Head head, Optional<Checkpoint> signed) {
        if (signed.isEmpty()) {
            return Mono.empty();
        }
        Checkpoint old = signed.get();
        if (old.size() > head.size()) {
            return damaged(log, "size " + old.size() + " was signed, the database holds " + head.size() + " entries");
        }
        return LogTree.at(tables, log, old.size())
                .flatMap(tree -> tree.root().equals(old.root())
                        ? Mono.empty()
                        : damaged(log, "another root was signed for size " + old.size()));
    }

    private Mono<Void> requireHead(String log, Head head) {
        return LogTree.at(tables, log, head.size())
                .flatMap(tree -> tree.root().equals(head.root())
                        ? Mono.empty()
                        : damaged(log, "stored hashes do not give the root of the head at size " + head.size()));
    }

    private static Mono<Void> damaged(String log, String problem) {
        return Mono.error(() -> new LogDamagedException(log, problem));
    }

    private <T> Mono<T> onWorker(Callable<T> work) {
        return Mono.fromCallable(work).subscribeOn(blocking);
    }
}
