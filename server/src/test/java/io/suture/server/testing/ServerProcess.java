package io.suture.server.testing;

import io.suture.server.SutureServer;
import io.suture.trust.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import reactor.core.publisher.Mono;

/** A server in a process of its own, with its own embedded PostgreSQL, to be killed. */
public final class ServerProcess implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(4);

    private final Process process;
    private final Path dataDir;

    private ServerProcess(Process process, Path dataDir) {
        this.process = process;
        this.dataDir = dataDir;
    }

    /** Start a server on a data folder and wait until both listeners answer. */
    public static ServerProcess start(Path dataDir, String... jvm) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(jvm));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), SutureServer.class.getName()));
        command.addAll(RunningServer.exampleArguments());
        command.addAll(List.of("--suture.data-dir=" + dataDir, "--suture.exit-with-parent=true"));
        Files.deleteIfExists(dataDir.resolve("server.json"));
        Path log = dataDir.resolve("server.log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        ServerProcess server = new ServerProcess(process, dataDir);
        server.awaitReady(log);
        return server;
    }

    private void awaitReady(Path log) throws IOException {
        Boolean ready = Mono.fromCallable(() -> !process.isAlive() || Files.exists(dataDir.resolve("server.json")))
                .filter(done -> done)
                .repeatWhenEmpty(Integer.MAX_VALUE, again -> again.delayElements(Duration.ofMillis(100)))
                .block(START);
        if (!Boolean.TRUE.equals(ready) || !process.isAlive()) {
            throw new IllegalStateException("the server did not start:\n" + Files.readString(log));
        }
    }

    /** Return calls to its people's listener. */
    public ApiCalls api() throws IOException {
        return new ApiCalls(Json.parseObject(Files.readAllBytes(dataDir.resolve("server.json")))
                .string("apiUrl"));
    }

    /** Kill it without warning; its PostgreSQL stays alive. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
