package io.suture.server.audit;

import io.suture.server.runtime.PrivateFiles;
import io.suture.trust.log.Checkpoint;
import io.suture.trust.log.LogException;
import io.suture.trust.log.LogPolicy;
import io.suture.trust.log.MerkleTree;
import io.suture.trust.log.SignedNote;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Compares a log with what others have seen of it. A checkpoint that the log's own keys signed and that the database does not
 * continue proves a second history: the note is kept, and the log signs nothing more. What the keys did not sign proves nothing.
 */
final class LogHistory {

    private static final Logger logger = LoggerFactory.getLogger(LogHistory.class);

    private final LogTables tables;
    private final Path dataDirectory;
    private final Scheduler blocking;

    LogHistory(LogTables tables, Path dataDirectory, Scheduler blocking) {
        this.tables = tables;
        this.dataDirectory = dataDirectory;
        this.blocking = blocking;
    }

    /** Returns that there are two histories; empty when the log continues this checkpoint, or nobody can tell. */
    Mono<LogDamagedException> contradiction(String log, LogPolicy policy, String witness, byte[] note) {
        return Mono.justOrEmpty(signed(policy, witness, note))
                .flatMap(seen -> tables.head(log)
                        .defaultIfEmpty(new LogTables.Head(0, MerkleTree.EMPTY_ROOT))
                        .flatMap(head -> continues(log, head, seen))
                        .filter(continues -> !continues)
                        .flatMap(never -> keep(log, witness, seen, note)));
    }

    private static Optional<Checkpoint> signed(LogPolicy policy, String witness, byte[] note) {
        try {
            Checkpoint checkpoint = Checkpoint.parse(SignedNote.parse(note).verify(policy.keys()));
            policy.requireOrigin(checkpoint);
            return Optional.of(checkpoint);
        } catch (LogException e) {
            logger.warn("witness {} shows no checkpoint of {}: {}", witness, policy.origin(), e.getMessage());
            return Optional.empty();
        }
    }

    private Mono<Boolean> continues(String log, LogTables.Head head, Checkpoint seen) {
        return seen.size() > head.size()
                ? Mono.just(false)
                : LogTree.at(tables, log, seen.size()).map(tree -> tree.root().equals(seen.root()));
    }

    private Mono<LogDamagedException> keep(String log, String witness, Checkpoint seen, byte[] note) {
        Path file = dataDirectory
                .resolve("log")
                .resolve(log)
                .resolve("conflict")
                .resolve(seen.size() + "-" + seen.root().hex());
        return Mono.fromCallable(() -> {
                    write(file, note);
                    return new LogDamagedException(
                            log,
                            "witness " + witness + " has a signed checkpoint of size " + seen.size()
                                    + " that this database does not continue; it is kept in " + file);
                })
                .subscribeOn(blocking);
    }

    private static void write(Path file, byte[] note) {
        try {
            PrivateFiles.directories(file.resolveSibling("."));
            if (!Files.exists(file)) {
                PrivateFiles.create(file, note);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(new String(note, StandardCharsets.UTF_8), e);
        }
    }
}
