package io.suture.server.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.suture.server.runtime.RefusedStartException;
import io.suture.trust.key.KeyAlgorithm;
import io.suture.trust.key.PublicKey;
import io.suture.trust.key.SoftwareSigner;
import io.suture.trust.log.NoteKey;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WitnessDirectoryTest {

    private static final String LOG = new NoteKey("fw.example.org/exm/audit", key()).vkey();
    private static final String WITNESS =
            NoteKey.ofWitness("w.example/1", key()).vkey();

    @TempDir
    private Path folder;

    private static PublicKey key() {
        return SoftwareSigner.generate(KeyAlgorithm.ED25519, new SecureRandom()).publicKey();
    }

    private Path file(String name, String lines) throws IOException {
        String text = lines.replace("{log}", LOG).replace("{w}", WITNESS).replace(';', '\n') + "\n";
        return Files.writeString(folder.resolve(name), text);
    }

    private static WitnessDirectory read(Path... files) {
        return new WitnessDirectory(List.of(files), log -> "fw.example.org/" + log + "/audit");
    }

    @Test
    void whenAFileNamesALogThenItsWitnessesAreDemandedAndOfNoOtherLog() throws IOException {
        WitnessDirectory directory = read(file("a", "log {log};witness A {w} https://w.example/witness/;quorum A"));
        assertThat(directory.of("exm").orElseThrow().addresses())
                .containsEntry("w.example/1", URI.create("https://w.example/witness"));
        assertThat(directory.demandOf("exm")).startsWith("sha256:");
        assertThat(directory.of("other")).isEmpty();
        assertThat(directory.demandOf("other")).isEqualTo(WitnessDemand.NOBODY);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            names no log                      | witness A {w} https://w.example;quorum A
            a witness that cannot be asked    | log {log};witness A {w};quorum A
            plain HTTP to another machine     | log {log};witness A {w} http://w.example;quorum A
            no address                        | log {log};witness A {w} nowhere;quorum A
            a file of something else          | log {log};witness A {w} file:///etc/passwd;quorum A
            not in the format                 | something else
            """)
    void whenAFileIsNotToBeUsedThenTheServerDoesNotStart(String what, String lines) {
        assertThatThrownBy(() -> read(file("a", lines)))
                .as(what)
                .isInstanceOf(RefusedStartException.class)
                .hasMessageContaining("suture.audit.witness-policies");
    }

    @Test
    void whenTwoFilesNameOneLogThenTheServerDoesNotStart() throws IOException {
        String lines = "log {log};witness A {w} https://w.example;quorum A";
        Path one = file("a", lines);
        Path two = file("b", lines);
        assertThatThrownBy(() -> read(one, two))
                .isInstanceOf(RefusedStartException.class)
                .hasMessageContaining("in another file");
    }

    @Test
    void whenAFileIsMissingThenTheServerDoesNotStart() {
        assertThatThrownBy(() -> read(folder.resolve("missing"))).isInstanceOf(RefusedStartException.class);
    }
}
