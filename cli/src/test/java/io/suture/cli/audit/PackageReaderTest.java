package io.suture.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.suture.cli.session.CommandFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackageReaderTest {

    private static final ZipLimits LIMITS = new ZipLimits(3, 1000, 2000, 10, 100);

    @TempDir
    private Path folder;

    @Test
    void whenThePackageIsSmallThenItsFilesAreReadByName() throws IOException {
        Map<String, byte[]> files = Map.of("README.txt", noise(10), "targets/GW2/3.1.1+b/manifest.json", noise(20));
        assertThat(read(files)).containsExactlyInAnyOrderEntriesOf(files);
    }

    @Test
    void whenThereAreAsManyFilesAsAllowedThenReadAndOneMoreRefused() throws IOException {
        assertThat(read(numbered(3, 10))).hasSize(3);
        refused(numbered(4, 10), "more than 3 files");
    }

    @Test
    void whenAFileIsAsLargeAsAllowedThenReadAndOneByteMoreRefused() throws IOException {
        assertThat(read(Map.of("a", noise(1000)))).hasSize(1);
        refused(Map.of("a", noise(1001)), "larger than 1000");
    }

    @Test
    void whenAllFilesAreAsLargeAsAllowedThenReadAndOneByteMoreRefused() throws IOException {
        assertThat(read(numbered(2, 1000))).hasSize(2);
        Map<String, byte[]> over = numbered(2, 1000);
        over.put("more", noise(1));
        refused(over, "more than 2000 bytes together");
    }

    @Test
    void whenAFileUnpacksToManyTimesItsSizeThenItIsRefused() throws IOException {
        assertThat(read(Map.of("a", new byte[100]))).hasSize(1);
        refused(Map.of("a", new byte[1000]), "times its size");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../a", "/etc/passwd", "a/../b", "a//b", "./a", "a\\b", "C:a", "a\nb", ".hidden", "ü"})
    void whenANameCouldBeAnotherPathThenItIsRefused(String name) throws IOException {
        refused(Map.of(name, noise(1)), "a name that no package has");
    }

    @Test
    void whenTheFileIsNoZipThenItIsRefused() throws IOException {
        Path file = Files.write(folder.resolve("x.zip"), noise(500));
        assertThatThrownBy(() -> new PackageReader(LIMITS).read(file))
                .isInstanceOfSatisfying(
                        CommandFailure.class, e -> assertThat(e.code()).isEqualTo("bad-package"));
    }

    @Test
    void whenTheFileIsMissingThenTheCommandLineIsWrong() {
        assertThatThrownBy(() -> new PackageReader(LIMITS).read(folder.resolve("absent.zip")))
                .isInstanceOfSatisfying(
                        CommandFailure.class, e -> assertThat(e.code()).isEqualTo("usage"));
    }

    private void refused(Map<String, byte[]> files, String problem) {
        assertThatThrownBy(() -> read(files)).isInstanceOfSatisfying(CommandFailure.class, e -> {
            assertThat(e.code()).isEqualTo("bad-package");
            assertThat(e).hasMessageContaining(problem);
        });
    }

    private Map<String, byte[]> read(Map<String, byte[]> files) throws IOException {
        Path file = folder.resolve("package.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file), StandardCharsets.UTF_8)) {
            for (Map.Entry<String, byte[]> entry : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        return new PackageReader(LIMITS).read(file);
    }

    private static Map<String, byte[]> numbered(int count, int size) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            files.put("file-" + i, noise(size));
        }
        return files;
    }

    private static byte[] noise(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }
}
