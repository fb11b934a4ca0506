package io.suture.cli.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * SoftHSM 2 with tokens of the test's own. Its library reads SOFTHSM2_CONF when it is first loaded, so the build sets the
 * variable (cli/pom.xml) and the file is written here.
 */
public final class SoftHsm {

    public static final Path MODULE = Stream.of(
                    "/usr/lib/softhsm/libsofthsm2.so",
                    "/usr/lib64/pkcs11/libsofthsm2.so",
                    "/usr/local/lib/softhsm/libsofthsm2.so",
                    "/opt/homebrew/lib/softhsm/libsofthsm2.so")
            .map(Path::of)
            .filter(Files::exists)
            .findFirst()
            .orElse(Path.of("/nowhere/libsofthsm2.so"));

    private final Path tokens;

    private SoftHsm(Path tokens) {
        this.tokens = tokens;
    }

    /** Skips the test where SoftHSM is not installed, but fails it in continuous integration. */
    public static SoftHsm require() throws IOException {
        boolean installed = Files.exists(MODULE) && System.getenv("SOFTHSM2_CONF") != null;
        if (System.getenv("CI") != null) {
            assertThat(installed)
                    .as("SoftHSM 2 is installed (apt-get install softhsm2)")
                    .isTrue();
        }
        assumeTrue(installed, "SoftHSM 2 is not installed (apt-get install softhsm2): PKCS#11 is not tested here");
        Path configuration = Path.of(System.getenv("SOFTHSM2_CONF"));
        Path tokens = configuration.resolveSibling("tokens");
        Files.createDirectories(tokens);
        Files.writeString(configuration, "directories.tokendir = " + tokens + "\nlog.level = ERROR\n");
        return new SoftHsm(tokens);
    }

    /** Makes a token; one of the same label is left by an earlier run and goes. */
    public SoftHsm token(String label, String pin) throws IOException, InterruptedException {
        run("softhsm2-util", "--delete-token", "--token", label);
        String said =
                run("softhsm2-util", "--init-token", "--free", "--label", label, "--pin", pin, "--so-pin", "so-" + pin);
        assertThat(said).contains("initialized");
        return this;
    }

    /** Pulls out every token. */
    public void remove() throws IOException {
        try (Stream<Path> files = Files.walk(tokens)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    public static String uri(String token, String object) {
        return "pkcs11:token=" + token + ";object=" + object + "?module-path=" + MODULE;
    }

    public static String run(String... words) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(List.of(words)).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }
}
