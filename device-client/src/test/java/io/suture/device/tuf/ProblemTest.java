package io.suture.device.tuf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.suture.trust.tuf.TufException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class ProblemTest {

    @Test
    void whenMetadataAreRefusedThenCodeAndDataAreOneLine() {
        assertThat(line(new TufException.VersionMismatch("root", 3, 4)))
                .isEqualTo("tuf-client: metadata-version-mismatch: root metadata version 3 is expected, 4 is offered");
    }

    @Test
    void whenANameCouldMoveACursorThenItIsShownWithoutThat() {
        assertThat(line(new TufException.TargetNotFound("a\n\u001b[2J\u009bb")))
                .isEqualTo("tuf-client: target-not-found: no role vouches for a??[2J?b");
    }

    @Test
    void whenAFolderIsReadOnlyThenThatIsSaid() {
        assertThat(line(new UncheckedIOException(new AccessDeniedException("/m/timestamp.json.new"))))
                .isEqualTo("tuf-client: storage-failed: /m/timestamp.json.new: permission denied");
        assertThat(line(new UncheckedIOException(
                        new FileSystemException("/m/timestamp.json.new", null, "Read-only file system"))))
                .isEqualTo("tuf-client: storage-failed: /m/timestamp.json.new: Read-only file system");
    }

    @Test
    void whenAFileIsMissingOrTheMediumFailsThenThatIsSaid() {
        assertThat(line(new UncheckedIOException(new NoSuchFileException("root"))))
                .endsWith("root: no such file or folder");
        assertThat(line(new UncheckedIOException(new IOException("disk"))))
                .endsWith("storage-failed: IOException: disk");
    }

    @Test
    void whenTheProgramIsWrongThenThatIsNoProblemOfTheUser() {
        IllegalStateException bug = new IllegalStateException("bug");
        assertThatThrownBy(() -> Problem.of(bug)).isSameAs(bug);
    }

    private static String line(RuntimeException failure) {
        return Problem.of(failure).line();
    }
}
