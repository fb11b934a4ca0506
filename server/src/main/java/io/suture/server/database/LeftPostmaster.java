package io.suture.server.database;

import io.suture.server.runtime.RefusedStartException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Stops the postmaster that outlived a killed server. */
final class LeftPostmaster {

    private static final int SECONDS = 60;

    private LeftPostmaster() {}

    /** Ask a postmaster named by {@code postmaster.pid} for a fast shutdown and wait for its end. */
    static void stop(Path folder) {
        process(folder).ifPresent(LeftPostmaster::stop);
    }

    private static Optional<ProcessHandle> process(Path folder) {
        try {
            Path file = folder.resolve("postmaster.pid");
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            long pid = Long.parseLong(Files.readAllLines(file).getFirst().strip());
            return ProcessHandle.of(pid).filter(LeftPostmaster::isPostgres);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isPostgres(ProcessHandle process) {
        return process.info().command().map(c -> c.contains("postgres")).orElse(false);
    }

    private static void stop(ProcessHandle postmaster) {
        try {
            // SIGINT is PostgreSQL's fast shutdown: it does not wait for clients
            new ProcessBuilder("kill", "-INT", Long.toString(postmaster.pid()))
                    .start()
                    .waitFor();
            postmaster.onExit().get(SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (IOException | ExecutionException | TimeoutException e) {
            throw new RefusedStartException(
                    "A PostgreSQL of an earlier run (process " + postmaster.pid() + ") does not stop.",
                    "Stop that process by hand and start again.",
                    e);
        }
    }
}
