package io.suture.cli.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.cli.session.TestRun;
import io.suture.cli.session.TestRun.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysCommandsTest {

    @TempDir
    private Path folder;

    @Test
    void whenAPassphraseIsGivenThenTheKeyIsEncryptedAndOpensWithIt() throws IOException {
        Path key = folder.resolve("qa.one.pem");
        Result made = new TestRun().with("SUTURE_PASSPHRASE", "correct horse").run("--json", "keys", "generate", key);
        assertThat(made.json().bool("encrypted")).isTrue();
        assertThat(Files.readString(key)).startsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----");
        Result shown = new TestRun().with("SUTURE_PASSPHRASE", "correct horse").run("--json", "keys", "show", key);
        assertThat(shown.json().string("keyId")).isEqualTo(made.json().string("keyId"));
    }

    @Test
    void whenThePassphraseIsWrongOrMissingThenItIsRefused() {
        Path key = folder.resolve("qa.one.pem");
        new TestRun().with("SUTURE_PASSPHRASE", "right").run("keys", "generate", key);
        assertThat(new TestRun()
                        .with("SUTURE_PASSPHRASE", "wrong")
                        .run("keys", "show", key)
                        .exitCode())
                .isEqualTo(2);
        Result missing = new TestRun().run("keys", "show", key);
        assertThat(missing.exitCode()).isEqualTo(2);
        assertThat(missing.err()).contains("SUTURE_PASSPHRASE");
    }

    @Test
    void whenAPersonTypesThePassphraseThenItIsUsed() throws IOException {
        Path key = folder.resolve("qa.one.pem");
        new TestRun().answering("typed").run("keys", "generate", key);
        assertThat(Files.readString(key)).contains("ENCRYPTED");
        assertThat(new TestRun().answering("typed").run("keys", "show", key).exitCode())
                .isZero();
    }

    @Test
    void whenNoPassphraseIsGivenThenTheKeyIsOpenAndThatIsSaid() {
        Result made = new TestRun().run("keys", "generate", folder.resolve("k.pem"), "--algorithm", "ed25519");
        assertThat(made.out()).contains("NOT encrypted");
        assertThat(new TestRun()
                        .run("keys", "show", folder.resolve("k.pub.pem"))
                        .out())
                .contains("ed25519");
    }

    @Test
    void whenAKeyIsWrittenThenOnlyItsOwnerCanReadIt() throws IOException {
        Path key = folder.resolve("k.pem");
        new TestRun().run("keys", "generate", key);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
    }

    @Test
    void whenAFileIsThereThenItIsNeverOverwritten() throws IOException {
        Path key = Files.writeString(folder.resolve("k.pem"), "precious");
        assertThat(new TestRun().run("keys", "generate", key).exitCode()).isEqualTo(2);
        assertThat(key).hasContent("precious");
    }

    @Test
    void whenTheAlgorithmIsUnknownThenTheCommandLineIsWrong() {
        assertThat(new TestRun()
                        .run("keys", "generate", folder.resolve("k.pem"), "--algorithm", "rsa")
                        .exitCode())
                .isEqualTo(2);
    }

    @Test
    void whenAKeyIsMadeInAPkcs12FileThenItOpensWithThePassphraseOnly() {
        Path store = folder.resolve("qa.one.p12");
        Result made = new TestRun()
                .with("SUTURE_PASSPHRASE", "right")
                .run("--json", "keys", "generate", store + "#qa", "--algorithm", "ecdsa-p384");
        assertThat(made.err()).isEmpty();
        assertThat(folder.resolve("qa.one.pub.pem")).exists();
        Result shown = new TestRun().with("SUTURE_PASSPHRASE", "right").run("--json", "keys", "show", store);
        assertThat(shown.json().string("keyId")).isEqualTo(made.json().string("keyId"));
        assertRefused("passphrase-wrong", "wrong", store);
        assertRefused("key-missing", "right", store + "#other");
    }

    @Test
    void whenAPkcs12FileIsDamagedOrWouldBeOpenThenItIsRefused() throws IOException {
        assertRefused("bad-key", "right", Files.writeString(folder.resolve("x.p12"), "text"));
        assertThat(new TestRun()
                        .run("keys", "generate", folder.resolve("open.p12"))
                        .err())
                .contains("needs a passphrase");
        assertThat(new TestRun()
                        .with("SUTURE_PASSPHRASE", "right")
                        .run("keys", "generate", folder.resolve("q.p12"), "--algorithm", "ml-dsa-44")
                        .err())
                .contains("PEM files");
    }

    @Test
    void whenAnAddressOfATokenHoldsAPinThenItIsRefusedWithoutRepeatingIt() {
        Result refused = new TestRun().run("keys", "show", "pkcs11:token=t;object=o?pin-value=13579");
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("SUTURE_PIN").doesNotContain("13579");
    }

    private static void assertRefused(String code, String passphrase, Object location) {
        Result refused = new TestRun().with("SUTURE_PASSPHRASE", passphrase).run("--json", "keys", "show", location);
        assertThat(refused.json().string("error")).isEqualTo(code);
        assertThat(refused.err()).doesNotContain("right", "wrong ");
    }
}
