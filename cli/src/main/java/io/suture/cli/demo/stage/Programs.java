package io.suture.cli.demo.stage;

import io.suture.cli.session.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The project's built programs, each started as a process of its own. */
public record Programs(Path home, Path java) {

    private static final String HOME = "SUTURE_HOME";
    private static final String JAVA = "SUTURE_JAVA";

    /** Finds the project's folder and the JDK that the launcher {@code ./suture} chose. */
    public static Programs find(Map<String, String> environment) {
        String home = environment.get(HOME);
        if (home == null) {
            throw CommandFailure.usage(HOME + " is not set: start the demo with ./suture demo in the project's folder");
        }
        return new Programs(Path.of(home), Path.of(environment.getOrDefault(JAVA, runningJava())));
    }

    /** A command line that runs a jar of the project: {@code module} is {@code server}, {@code device-client} or {@code cli}. */
    public List<String> jar(String module, List<String> vmOptions, List<String> arguments) {
        List<String> words = new ArrayList<>();
        words.add(java.toString());
        words.addAll(vmOptions);
        words.add("-jar");
        words.add(findJar(module).toString());
        words.addAll(arguments);
        return words;
    }

    /** A file of {@code keys-example/}. */
    Path exampleKey(String name) {
        Path file = home.resolve("keys-example").resolve(name);
        if (!Files.isRegularFile(file)) {
            throw new DemoException(
                    "the example key " + file + " is missing: make the keys with ./suture keys example");
        }
        return file;
    }

    private Path findJar(String module) {
        Path target = home.resolve(module).resolve("target");
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(f -> f.getFileName().toString().matches("suture-" + module + "-[0-9][0-9.]*\\.jar"))
                    .max(Path::compareTo)
                    .orElseThrow(() -> notBuilt(target));
        } catch (IOException e) {
            throw notBuilt(target);
        }
    }

    private static DemoException notBuilt(Path target) {
        return new DemoException("no program in " + target + ": build first with mvn -DskipTests package");
    }

    private static String runningJava() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
