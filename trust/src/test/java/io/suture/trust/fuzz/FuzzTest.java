package io.suture.trust.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every build gives the committed inputs to each target. With {@code -Dsuture.fuzz=PT5M} Jazzer looks for new inputs,
 * so long for each target ({@code -Dsuture.fuzz.targets=JSON,PEM} for some); what it finds is left in
 * {@code target/fuzz} and belongs into {@code src/test/resources/fuzz} with the repair.
 */
class FuzzTest {

    private static final Path CORPORA = Path.of("src/test/resources/fuzz");
    private static final Path WORK = Path.of("target/fuzz");
    private static final String DRIVER = "com.code_intelligence.jazzer.Jazzer";

    @TestFactory
    Stream<DynamicTest> whenAKnownInputIsGivenThenThePropertiesHold() {
        return Stream.of(FuzzTarget.values())
                .flatMap(target -> inputs(target)
                        .map(input -> DynamicTest.dynamicTest(
                                target.folder() + "/" + input.getFileName(),
                                () -> target.check(Files.readAllBytes(input)))));
    }

    /** Damaged in a simple way, a known input reaches what a whole one does not. */
    @ParameterizedTest
    @EnumSource
    void whenAKnownInputIsCutOrChangedThenThePropertiesHold(FuzzTarget target) throws IOException {
        for (Path input : inputs(target).toList()) {
            byte[] bytes = Files.readAllBytes(input);
            int step = Math.max(1, bytes.length / 24);
            for (int i = 0; i < bytes.length; i += step) {
                target.check(Arrays.copyOf(bytes, i));
                byte[] changed = bytes.clone();
                changed[i] ^= 1;
                target.check(changed);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void whenATargetIsListedThenItHasInputs(FuzzTarget target) {
        assertThat(inputs(target)).isNotEmpty();
    }

    private static Stream<Path> inputs(FuzzTarget target) {
        try {
            return Files.list(CORPORA.resolve(target.folder())).sorted();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @EnumSource
    @EnabledIfSystemProperty(named = "suture.fuzz", matches = "PT.*")
    void whenJazzerSearchesThenItFindsNothing(FuzzTarget target) throws IOException, InterruptedException {
        List<String> chosen =
                List.of(System.getProperty("suture.fuzz.targets", target.name()).split(","));
        if (chosen.contains(target.name())) {
            Path folder = Files.createDirectories(WORK.resolve(target.folder()));
            Path log = folder.resolve("log.txt");
            int exit = new ProcessBuilder(command(target, folder))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start()
                    .waitFor();
            assertThat(exit).as("see %s", log.toAbsolutePath()).isZero();
        }
    }

    private static List<String> command(FuzzTarget target, Path folder) throws IOException {
        Path found = Files.createDirectories(folder.resolve("corpus"));
        long seconds = Duration.parse(System.getProperty("suture.fuzz")).toSeconds();
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "-Dsuture.fuzz.target=" + target.name(),
                DRIVER,
                "--target_class=" + Fuzz.class.getName(),
                "--instrumentation_includes=io.suture.**",
                "-max_total_time=" + seconds,
                "-max_len=16384",
                "-timeout=60",
                "-rss_limit_mb=3000",
                "-artifact_prefix=" + folder + "/",
                found.toString(),
                CORPORA.resolve(target.folder()).toString());
    }
}
