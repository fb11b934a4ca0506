package io.suture.cli.demo.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A program that a demo started in this folder and, being killed, left behind. */
record FormerProcess(ProcessHandle handle) {

    /**
     * Finds the process of a pid file, if it still runs and is the one that was started.
     *
     * @param argument an argument that only it has
     */
    static Optional<FormerProcess> find(Path pidFile, String argument) throws IOException {
        if (!Files.exists(pidFile)) {
            return Optional.empty();
        }
        long pid = Long.parseLong(Files.readString(pidFile).strip());
        return ProcessHandle.of(pid)
                .filter(handle -> arguments(handle).contains(argument))
                .map(FormerProcess::new);
    }

    static void remember(Path pidFile, Process process) throws IOException {
        Path part = pidFile.resolveSibling(pidFile.getFileName() + ".part");
        Files.writeString(part, Long.toString(process.pid()));
        Files.move(part, pidFile, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Waits for its end and returns whether it came. */
    boolean endsWithin(Duration deadline) throws InterruptedException {
        try {
            handle.onExit().get(deadline.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException stillThere) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Takes its power away. */
    void cutOff(Duration deadline) throws InterruptedException {
        handle.destroyForcibly();
        if (!endsWithin(deadline)) {
            throw new DemoException("process " + handle.pid() + " of an earlier demo cannot be ended");
        }
    }

    private static List<String> arguments(ProcessHandle handle) {
        return handle.info().arguments().map(List::of).orElse(List.of());
    }
}
