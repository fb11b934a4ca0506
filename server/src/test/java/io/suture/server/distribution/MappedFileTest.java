package io.suture.server.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.suture.trust.digest.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.scheduler.Schedulers;

class MappedFileTest {

    @TempDir
    private Path folder;

    private final AtomicLong ticker = new AtomicLong();

    private byte[] write(int size) throws IOException {
        byte[] bytes = new byte[size];
        new Random(1).nextBytes(bytes);
        Files.write(folder.resolve("blob"), bytes);
        return bytes;
    }

    private MappedFile map() throws IOException {
        return MappedFile.map(folder.resolve("blob"), ticker::get);
    }

    @Test
    void whenSlicesArePulledThenTheyGiveTheRangeAcrossWindows() throws IOException {
        byte[] bytes = write(MappedFile.WINDOW + 200_000);
        MappedFile file = map();
        SlicedFile sliced =
                new SlicedFile(file, new RangeRequest.Part(5, bytes.length - 10L), () -> true, file::prefault);
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        while (!sliced.isEndOfInput()) {
            ByteBuf slice = sliced.readChunk(UnpooledByteBufAllocator.DEFAULT);
            if (slice != null) {
                assertThat(slice.readableBytes()).isBetween(1, SlicedFile.SLICE);
                slice.readBytes(read, slice.readableBytes());
                slice.release();
            }
        }
        assertThat(read.toByteArray()).isEqualTo(java.util.Arrays.copyOfRange(bytes, 5, bytes.length - 5));
    }

    @Test
    void whenAWindowIsColdThenOneReadIsAskedForAndNothingIsTouched() throws IOException {
        write(1000);
        AtomicLong asked = new AtomicLong();
        SlicedFile sliced =
                new SlicedFile(map(), new RangeRequest.Part(0, 1000), () -> true, position -> asked.incrementAndGet());
        assertThat(sliced.readChunk(UnpooledByteBufAllocator.DEFAULT)).isNull();
        assertThat(sliced.readChunk(UnpooledByteBufAllocator.DEFAULT)).isNull();
        assertThat(asked).hasValue(1);
        assertThat(sliced.isEndOfInput()).isFalse();
    }

    @Test
    void whenAWarmWindowIsNotUsedForLongThenItIsReadAgain() throws IOException {
        write(1000);
        MappedFile file = map();
        file.prefault(0);
        ticker.set(MappedFile.WARM_NANOS - 1);
        assertThat(file.warm(0)).isTrue();
        ticker.set(MappedFile.WARM_NANOS);
        assertThat(file.warm(0)).isFalse();
    }

    @Test
    void whenTheDownloadIsNoLongerAllowedThenItStopsAtTheNextSlice() throws IOException {
        write(300_000);
        MappedFile file = map();
        file.prefault(0);
        AtomicBoolean allowed = new AtomicBoolean(true);
        SlicedFile sliced = new SlicedFile(file, new RangeRequest.Part(0, 300_000), allowed::get, at -> {});
        assertThat(sliced.readChunk(UnpooledByteBufAllocator.DEFAULT)).isNotNull();
        allowed.set(false);
        assertThatThrownBy(() -> sliced.readChunk(UnpooledByteBufAllocator.DEFAULT))
                .isInstanceOf(IOException.class);
    }

    /** I8. */
    @Test
    void whenABlobIsMissingOrOfAnotherLengthThenItIsNotServed() throws IOException {
        Digest digest = Digest.of(write(10));
        MappedFiles files = new MappedFiles(
                asked -> asked.equals(digest) ? Optional.of(folder.resolve("blob")) : Optional.empty(),
                Schedulers.immediate(),
                ticker::get);
        assertThat(files.open(digest, 10).block().length()).isEqualTo(10);
        assertThatThrownBy(() -> files.open(digest, 11).block()).isInstanceOf(BlobUnavailableException.class);
        assertThatThrownBy(() -> files.open(Digest.of(new byte[0]), 10).block())
                .isInstanceOf(BlobUnavailableException.class);
    }
}
