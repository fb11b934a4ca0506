package io.suture.cli.demo.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirmwareImageTest {

    private static final long LENGTH = 3_000_001;

    @TempDir
    Path folder;

    @Test
    void whenMadeTwiceFromOneSeedThenTheBytesAreEqual() throws IOException {
        assertThat(made("a", 7)).hasSameBinaryContentAs(made("b", 7)).hasSize(LENGTH);
    }

    @Test
    void whenTheSeedDiffersThenTheBytesDiffer() throws IOException {
        assertThat(Files.mismatch(made("a", 7), made("b", 8))).isGreaterThan(0);
    }

    @Test
    void whenAnInterruptedImageIsThereThenItIsMadeAnew() throws IOException {
        Path file = folder.resolve("image");
        Files.write(file, new byte[10]);
        new FirmwareImage("GW2 3.1.1", LENGTH, 7).writeTo(file, n -> {});
        assertThat(file).hasSameBinaryContentAs(made("b", 7));
    }

    @Test
    void whenWrittenThenProgressEndsAtTheLength() throws IOException {
        List<Long> told = new ArrayList<>();
        new FirmwareImage("GW2 3.1.1", LENGTH, 7).writeTo(folder.resolve("image"), told::add);
        assertThat(told).isSorted().last().isEqualTo(LENGTH);
    }

    private Path made(String name, long seed) throws IOException {
        Path file = folder.resolve(name);
        new FirmwareImage("GW2 3.1.1", LENGTH, seed).writeTo(file, n -> {});
        return file;
    }
}
