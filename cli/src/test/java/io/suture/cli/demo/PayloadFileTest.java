package io.suture.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.suture.cli.demo.stage.DemoException;
import io.suture.cli.demo.stage.SilentNarrator;
import io.suture.trust.digest.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PayloadFileTest {

    private static final byte[] CONTENT = {1, 2, 3};

    @TempDir
    Path folder;

    @Test
    void whenAFileIsGivenThenItIsCarriedUnderASafeName() throws IOException {
        Path own = Files.write(folder.resolve("root fs (v2).img"), CONTENT);
        PayloadFile payload = prepare(own);
        assertThat(payload.name()).isEqualTo("root_fs__v2_.img");
        assertThat(payload.length()).isEqualTo(3);
        assertThat(payload.digest()).isEqualTo(Digest.of(CONTENT));
        assertThat(payload.file()).hasBinaryContent(CONTENT);
    }

    @Test
    void whenPreparedAgainThenTheResultIsTheSame() throws IOException {
        Path own = Files.write(folder.resolve("zImage"), CONTENT);
        assertThat(prepare(own)).isEqualTo(prepare(own));
    }

    @Test
    void whenTheFileIsMissingOrEmptyThenItIsTold() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty"));
        assertThatThrownBy(() -> prepare(folder.resolve("none"))).isInstanceOf(DemoException.class);
        assertThatThrownBy(() -> prepare(empty))
                .isInstanceOf(DemoException.class)
                .hasMessageContaining("is empty");
    }

    @Test
    void whenANameIsSanitisedThenAManifestTakesIt() {
        assertThat(PayloadFile.sanitised(".hidden")).isEqualTo("payload-.hidden");
        assertThat(PayloadFile.sanitised("ä")).isEqualTo("payload-_");
        assertThat(PayloadFile.sanitised("x".repeat(200))).hasSize(128);
        assertThat(PayloadFile.sanitised("gw2-3.1.1+b7.swu")).isEqualTo("gw2-3.1.1+b7.swu");
    }

    private PayloadFile prepare(Path own) throws IOException {
        Path work = Files.createDirectories(folder.resolve("work"));
        return PayloadFile.prepare(Optional.of(own), work, new SilentNarrator());
    }
}
