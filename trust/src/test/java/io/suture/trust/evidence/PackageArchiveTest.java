package io.suture.trust.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every region of a ZIP file: one changed bit, one byte more or less, and the flaw names the item. */
class PackageArchiveTest {

    private static final ArchiveLimits LIMITS = new ArchiveLimits(3, 4000, 40);
    private static final byte[] ZIP = zip(Map.of("a/one", noise(100), "b/two", noise(200), "c", new byte[0]));
    private static final int FIRST = 30 + 5 + 100;
    private static final int SECOND = FIRST + 30 + 5 + 200;
    private static final int DIRECTORY = SECOND + 30 + 1;
    private static final int END = DIRECTORY + 46 + 5 + 46 + 5 + 46 + 1;

    @Test
    void whenWrittenThenReadAlikeAlsoByOthers() throws IOException {
        PackageArchive read = read(ZIP);
        assertThat(read.flaw()).isEmpty();
        assertThat(read.files().get("b/two").bytes()).isEqualTo(noise(200));
        try (ZipInputStream other = new ZipInputStream(new ByteArrayInputStream(ZIP))) {
            assertThat(other.getNextEntry().getName()).isEqualTo("a/one");
            assertThat(other.readAllBytes()).isEqualTo(noise(100));
        }
    }

    @Test
    void whenAnyBitOfTheArchiveIsFlippedThenTheFlawNamesTheItem() {
        for (int at = 0; at < ZIP.length; at++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] spoiled = ZIP.clone();
                spoiled[at] ^= (byte) (1 << bit);
                assertThat(read(spoiled).flaw())
                        .as("byte %d", at)
                        .get()
                        .asString()
                        .containsAnyOf(item(at));
            }
        }
    }

    /** A spoiled length makes the following look cut off; a spoiled name is named as it reads then. */
    private static String[] item(int at) {
        boolean name = (at >= 30 && at < 35) || (at >= FIRST + 30 && at < FIRST + 35) || at == SECOND + 30;
        if (name) {
            return new String[] {""};
        }
        if (at < FIRST) {
            return new String[] {"/one", "header of a", "content of a", "after the start", "does not start"};
        }
        if (at < SECOND) {
            return new String[] {"/two", "header of b", "content of b", "after a/one", "directory's record of a/one"};
        }
        if (at < DIRECTORY) {
            return new String[] {"header of c", "content of c", "after b/two", "in the directory's record of"};
        }
        return new String[] {at < END ? "in the directory's record of" : "in the end of the directory", "header"};
    }

    @Test
    void whenBytesAreAddedOrCutThenItIsSaid() {
        assertFlaw(joined(new byte[] {0}, ZIP), "does not start");
        assertFlaw(joined(ZIP, new byte[] {0, 0}), "2 bytes follow the end");
        assertFlaw(joined(ZIP, ZIP), "bytes follow the end");
        for (int length = 0; length < ZIP.length; length++) {
            assertThat(read(Arrays.copyOf(ZIP, length)).flaw())
                    .as("cut to %d", length)
                    .isPresent();
        }
    }

    @Test
    void whenFilesAreReorderedDuplicatedOrLeftOutOfTheDirectoryThenTheyAreNamed() {
        byte[] first = Arrays.copyOfRange(ZIP, 0, FIRST);
        byte[] second = Arrays.copyOfRange(ZIP, FIRST, SECOND);
        byte[] tail = Arrays.copyOfRange(ZIP, SECOND, ZIP.length);
        assertFlaw(joined(second, first, tail), "a/one stands after b/two");
        assertFlaw(joined(first, first, second, tail), "a/one is there twice");
        assertFlaw(joined(first, tail), "in the directory's record of c");
        assertFlaw(joined(first, second, first, tail), "a/one is there twice");
    }

    @Test
    void whenAnotherProgramPackedItAgainThenItIsNotTheSameArchive() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            ZipEntry entry = new ZipEntry("a/one");
            entry.setComment("hidden");
            entry.setExtra(new byte[] {1, 0, 1, 0, 7});
            zip.putNextEntry(entry);
            zip.write(noise(100));
        }
        assertThat(read(out.toByteArray()).flaw()).isPresent();
    }

    @Test
    void whenThereAreAsManyFilesAsAllowedThenReadAndOneMoreRefused() {
        assertThat(read(zip(numbered(3))).flaw()).isEmpty();
        assertFlaw(zip(numbered(4)), "more than 3 files");
    }

    @Test
    void whenTheArchiveIsAsLargeAsAllowedThenReadAndOneByteMoreRefused() {
        int room = 4000 - zip(Map.of("a", new byte[0])).length;
        assertThat(read(zip(Map.of("a", noise(room)))).flaw()).isEmpty();
        assertFlaw(zip(Map.of("a", noise(room + 1))), "larger than 4000 bytes");
    }

    @Test
    void whenANameIsAsLongAsAllowedThenReadAndOneByteMoreRefused() {
        assertThat(read(zip(Map.of("n".repeat(40), noise(1)))).flaw()).isEmpty();
        assertFlaw(zip(Map.of("n".repeat(41), noise(1))), "a name that no dossier has");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../a", "/etc/passwd", "a/../b", "a//b", "./a", "a\\b", "C:a", "a\nb", ".hidden", "a/"})
    void whenANameCouldBeAnotherPathThenItIsRefused(String name) {
        assertFlaw(zip(Map.of(name, noise(1))), "a name that no dossier has");
    }

    private static void assertFlaw(byte[] archive, String flaw) {
        assertThat(read(archive).flaw()).get().asString().contains(flaw);
    }

    private static PackageArchive read(byte[] archive) {
        return PackageArchive.read(ArchiveBytes.of(archive), LIMITS);
    }

    private static byte[] zip(Map<String, byte[]> files) {
        return PlainZip.of(new TreeMap<>(files));
    }

    private static Map<String, byte[]> numbered(int count) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            files.put("file-" + i, noise(10));
        }
        return files;
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        Arrays.asList(parts).forEach(all::writeBytes);
        return all.toByteArray();
    }

    private static byte[] noise(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }
}
