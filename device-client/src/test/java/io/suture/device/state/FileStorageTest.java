package io.suture.device.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStorageTest {

    @TempDir
    private Path directory;

    @Test
    void whenAFileIsWrittenThenItCanBeReadAndOnlyItsOwnerMayReadIt() throws Exception {
        FileStorage storage = new FileStorage(directory.resolve("new"));

        storage.write("identity/key.pem", new byte[] {1, 2});

        assertThat(storage.read("identity/key.pem")).hasValue(new byte[] {1, 2});
        Path file = storage.locate("identity/key.pem");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("new"))))
                .isEqualTo("rwx------");
    }

    @Test
    void whenAWriteIsCutAtAnyStepThenTheOldOrTheNewContentIsThere() {
        for (int step = 1; step <= 6; step++) {
            FileStorage before = new FileStorage(directory.resolve("cut-" + step));
            before.write("f", new byte[] {1});
            FileStorage cut = new FileStorage(directory.resolve("cut-" + step), failingAt(step));
            try {
                cut.write("f", new byte[] {2});
            } catch (IllegalStateException expected) {
                assertThat(expected).hasMessage("cut");
            }
            assertThat(before.read("f").orElseThrow()).isIn(new byte[] {1}, new byte[] {2});
            assertThat(before.list("")).containsExactly("f");
        }
    }

    private static Steps failingAt(int step) {
        List<String> reached = new ArrayList<>();
        return name -> {
            reached.add(name);
            if (reached.size() == step) {
                throw new IllegalStateException("cut");
            }
        };
    }

    @Test
    void whenAPathLeavesTheDirectoryThenItIsRefused() {
        FileStorage storage = new FileStorage(directory);

        assertThatThrownBy(() -> storage.read("../x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> storage.write("/etc/x", new byte[0])).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whenAFileGrowsThenItCanBeReadBackAndCut() {
        FileStorage storage = new FileStorage(directory);
        try (GrowingFile file = storage.grow("download/x.part")) {
            file.append(ByteBuffer.wrap(new byte[] {1, 2, 3}));
            file.append(ByteBuffer.wrap(new byte[] {4}));
            file.force();
        }
        try (GrowingFile file = storage.grow("download/x.part")) {
            ByteBuffer some = ByteBuffer.allocate(2);
            assertThat(file.read(some, 2)).isEqualTo(2);
            assertThat(some.array()).containsExactly(3, 4);
            file.truncate(1);
            assertThat(file.length()).isEqualTo(1);
        }
    }

    @Test
    void whenASecondProcessComesThenItIsToldWhoIsThere() {
        try (StateLock lock = StateLock.take(directory)) {
            assertThat(lock).isNotNull();
            assertThatThrownBy(() -> StateLock.take(directory))
                    .isInstanceOf(StateInUseException.class)
                    .hasMessageContaining("pid " + ProcessHandle.current().pid());
        }
        StateLock.take(directory).close();
    }
}
