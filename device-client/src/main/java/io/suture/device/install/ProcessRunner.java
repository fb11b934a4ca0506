package io.suture.device.install;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs commands with {@code /bin/sh}; what they print is kept up to a limit. */
public final class ProcessRunner implements CommandRunner {

    private static final int OUTPUT_LIMIT = 4096;

    private final Duration limit;

    public ProcessRunner(Duration limit) {
        this.limit = limit;
    }

    @Override
    public Result run(String command, List<String> arguments, Map<String, String> environment) {
        try {
            Path output = Files.createTempFile("suture-hook", ".out");
            try {
                return run(builder(command, arguments, environment).redirectOutput(output.toFile()), output);
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (IOException e) {
            return new Result(-1, "could not be started");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Result(-1, "interrupted");
        }
    }

    private static ProcessBuilder builder(String command, List<String> arguments, Map<String, String> environment) {
        List<String> line = new ArrayList<>(List.of("/bin/sh", "-c", command + " \"$@\"", "suture-hook"));
        line.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return builder;
    }

    private Result run(ProcessBuilder builder, Path output) throws IOException, InterruptedException {
        Process process = builder.start();
        process.getOutputStream().close();
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            return new Result(-1, "did not end within " + limit.toSeconds() + " s");
        }
        return new Result(process.exitValue(), head(output));
    }

    private static String head(Path output) throws IOException {
        try (var in = Files.newInputStream(output)) {
            return new String(in.readNBytes(OUTPUT_LIMIT), StandardCharsets.UTF_8).strip();
        }
    }
}
