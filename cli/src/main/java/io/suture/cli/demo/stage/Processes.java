package io.suture.cli.demo.stage;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The programs this demo started; none of them outlives it. */
public final class Processes {

    private final Set<Process> running = ConcurrentHashMap.newKeySet();

    Processes() {
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(this::endAll));
    }

    /** How a program ended, and every line it printed. */
    public record Ended(int exitCode, List<String> lines) {

        public Ended {
            lines = List.copyOf(lines);
        }
    }

    /** Starts a program without standard input. */
    Process start(ProcessBuilder builder) throws IOException {
        Process process = builder.redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .start();
        running.removeIf(ended -> !ended.isAlive());
        running.add(process);
        return process;
    }

    /** Runs a program to its end, and notes its process id in a file while it runs. */
    Ended run(List<String> command, Path pidFile, Duration deadline, Consumer<String> onLine)
            throws IOException, InterruptedException {
        Process process = start(new ProcessBuilder(command));
        FormerProcess.remember(pidFile, process);
        return await(process, command, deadline, onLine);
    }

    /** Runs a program to its end; output and errors arrive as one stream of lines. */
    public Ended run(List<String> command, Duration deadline, Consumer<String> onLine)
            throws IOException, InterruptedException {
        return await(start(new ProcessBuilder(command)), command, deadline, onLine);
    }

    private static Ended await(Process process, List<String> command, Duration deadline, Consumer<String> onLine)
            throws InterruptedException {
        List<String> lines = Collections.synchronizedList(new ArrayList<>());
        Thread reader = Thread.ofVirtual().start(() -> read(process, lines, onLine));
        if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly();
            throw new DemoException("gave up after " + Summary.seconds(deadline) + ": " + String.join(" ", command));
        }
        reader.join();
        return new Ended(process.exitValue(), lines);
    }

    private void endAll() {
        running.forEach(Process::destroy);
    }

    private static void read(Process process, List<String> lines, Consumer<String> onLine) {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            reader.lines().forEach(line -> {
                lines.add(line);
                onLine.accept(line);
            });
        } catch (IOException | UncheckedIOException ended) {
            // the program is gone; its exit code tells the rest
        }
    }
}
