package io.suture.server.blob;

import io.suture.server.blob.BlobRefusal.StorageFull;
import io.suture.server.blob.BlobRefusal.TooLarge;
import io.suture.server.blob.BlobRefusal.WrongDigest;
import io.suture.server.blob.BlobRefusal.WrongLength;
import io.suture.server.blob.BlobStore.Expected;
import io.suture.trust.digest.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;

/**
 * One running upload: coalesces chunks into one buffer, then hashes and writes it. Lives on one worker at a time;
 * {@link #abandon} may come from another thread.
 */
final class Upload {

    private final Path temporary;
    private final ByteBuffer buffer;
    private final long limit;
    private final Expected expected;
    private final MessageDigest digest = Digest.sha256();
    private @Nullable FileChannel channel;
    private long received;
    private boolean ended;

    Upload(Path temporary, BlobLimits limits, Expected expected) {
        this.temporary = temporary;
        this.buffer = ByteBuffer.allocate((int) limits.buffer().toBytes());
        this.limit = limits.maxBytes();
        this.expected = expected;
    }

    /** Makes the file, unless the caller went away first: then nobody would be left to remove it. */
    synchronized void open() {
        if (ended) {
            return;
        }
        try {
            channel = FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private FileChannel file() {
        return Objects.requireNonNull(channel, "the upload is not open");
    }

    /** Take over a chunk. Returns its size, so that no buffer travels on to be released twice. */
    synchronized int accept(DataBuffer chunk) {
        try {
            int size = chunk.readableByteCount();
            received += size;
            if (received > limit) {
                throw new TooLarge(limit).refused();
            }
            copy(chunk, size);
            return size;
        } finally {
            DataBufferUtils.release(chunk);
        }
    }

    private void copy(DataBuffer chunk, int size) {
        int position = chunk.readPosition();
        for (int done = 0; done < size; ) {
            int part = Math.min(buffer.remaining(), size - done);
            chunk.toByteBuffer(position + done, buffer, buffer.position(), part);
            buffer.position(buffer.position() + part);
            done += part;
            if (!buffer.hasRemaining()) {
                flush();
            }
        }
    }

    private void flush() {
        try {
            buffer.flip();
            digest.update(buffer.duplicate());
            while (buffer.hasRemaining()) {
                file().write(buffer);
            }
            buffer.clear();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** Check what arrived, make it durable, give it its name. */
    synchronized StoredBlob finish(BlobFolder folder) {
        flush();
        Digest actual = Digest.ofBytes(digest.digest());
        check(actual);
        try {
            file().force(true);
            file().close();
            folder.adopt(temporary, actual);
            ended = true;
            return new StoredBlob(actual, received);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private void check(Digest actual) {
        expected.length().filter(length -> length != received).ifPresent(length -> {
            throw new WrongLength(length, received).refused();
        });
        expected.digest().filter(digest -> !digest.equals(actual)).ifPresent(digest -> {
            throw new WrongDigest(digest, actual).refused();
        });
    }

    /** Leave nothing behind. */
    synchronized void abandon() {
        if (ended) {
            return;
        }
        ended = true;
        if (channel == null) {
            return;
        }
        try {
            channel.close();
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static RuntimeException failure(IOException e) {
        String reason = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
        boolean full = reason != null && reason.toLowerCase(Locale.ROOT).contains("no space left");
        return full ? new StorageFull().refused() : new UncheckedIOException(e);
    }
}
