package io.suture.server.blob;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.server.blob.BlobStore.Expected;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

/** The caller may go away at any moment, also while the file is being opened on another thread. */
class UploadTest {

    private static final BlobLimits LIMITS =
            new BlobLimits(DataSize.ofMegabytes(1), 1, DataSize.ofKilobytes(1), DataSize.ofBytes(0));

    @TempDir
    private Path folder;

    private Path temporary;
    private Upload upload;

    @BeforeEach
    void begin() {
        temporary = folder.resolve("upload");
        upload = new Upload(temporary, LIMITS, Expected.NOTHING);
    }

    @Test
    void whenTheCallerGoesBeforeTheFileIsOpenedThenNoneIsMade() {
        upload.abandon();
        upload.open();
        assertThat(temporary).doesNotExist();
    }

    @Test
    void whenTheCallerGoesAfterTheFileIsOpenedThenItIsRemoved() {
        upload.open();
        assertThat(temporary).exists();
        upload.abandon();
        upload.abandon();
        assertThat(temporary).doesNotExist();
    }
}
