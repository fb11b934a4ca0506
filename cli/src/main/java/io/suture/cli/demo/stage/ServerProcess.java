package io.suture.cli.demo.stage;

import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The server as a process of its own, on ports the system chose; it ends when the demo ends, however that happens. */
public final class ServerProcess implements AutoCloseable {

    private static final Duration START_DEADLINE = Duration.ofMinutes(2);
    private static final Duration FORMER_DEADLINE = Duration.ofMinutes(2);
    private static final Duration STOP_DEADLINE = Duration.ofSeconds(20);
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);
    private static final int TAIL = 25;

    private final Process process;
    private final Path log;
    private final URI apiUrl;
    private final URI deviceUrl;

    private ServerProcess(Process process, Path log, JsonObject addresses) {
        this.process = process;
        this.log = log;
        this.apiUrl = URI.create(addresses.string("apiUrl"));
        this.deviceUrl = URI.create(addresses.string("deviceUrl"));
    }

    /** Starts the server and returns when both its listeners answer. */
    static ServerProcess start(Processes processes, List<String> command, String keyPassphrase, Workspace workspace)
            throws IOException, InterruptedException {
        Path ready = workspace.serverData().resolve("server.json");
        Files.createDirectories(workspace.serverData());
        Files.deleteIfExists(ready);
        Process process = processes.start(launch(command, keyPassphrase, workspace.serverLog()));
        FormerProcess.remember(workspace.serverPid(), process);
        if (!await(process, START_DEADLINE, () -> Files.exists(ready))) {
            process.destroyForcibly();
            throw new DemoException("the server did not start; the end of " + workspace.serverLog() + ":\n"
                    + tail(workspace.serverLog()));
        }
        return new ServerProcess(process, workspace.serverLog(), Json.parseObject(Files.readAllBytes(ready)));
    }

    public URI apiUrl() {
        return apiUrl;
    }

    URI deviceUrl() {
        return deviceUrl;
    }

    /** Refuses to go on without a server: shows why it ended. */
    void requireAlive() {
        if (!process.isAlive()) {
            throw new DemoException("the server ended with code " + process.exitValue() + "; the end of " + log + ":\n"
                    + tail(log) + "\nStart the demo again with the same --data DIR: it continues where it was.");
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_DEADLINE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static ProcessBuilder launch(List<String> command, String keyPassphrase, Path log) {
        var builder = new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().put("SUTURE_KEYS_PASSPHRASE", keyPassphrase);
        return builder;
    }

    /** A demo that was killed leaves a server that is still on its way out, or even on its way in. */
    static void awaitEndOfFormer(Workspace workspace, Narrator narrator) throws IOException, InterruptedException {
        Optional<FormerProcess> former = FormerProcess.find(workspace.serverPid(), dataOption(workspace));
        if (former.isEmpty()) {
            return;
        }
        long pid = former.get().handle().pid();
        narrator.note("waiting for the end of the former demo's server (process " + pid + ")");
        if (!former.get().endsWithin(FORMER_DEADLINE)) {
            throw new DemoException("the server of an earlier demo (process " + pid + ") still holds "
                    + workspace.serverData() + ": end it, then start again");
        }
    }

    /** The option that names the data directory, and by which a running server of this folder is known. */
    static String dataOption(Workspace workspace) {
        return "--suture.data-dir=" + workspace.serverData();
    }

    /** Returns whether the condition came true while the process lived. */
    private static boolean await(Process process, Duration deadline, BooleanSupplier condition)
            throws InterruptedException {
        long end = System.nanoTime() + deadline.toNanos();
        while (System.nanoTime() < end) {
            if (condition.getAsBoolean()) {
                return true;
            }
            if (process.waitFor(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                return false;
            }
        }
        return false;
    }

    private static String tail(Path log) {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL), lines.size()));
        } catch (IOException e) {
            return "(cannot be read: " + e.getMessage() + ")";
        }
    }
}
