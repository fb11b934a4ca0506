package io.suture.server.distribution;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;

/**
 * An immutable, content-addressed file mapped in segments. A window must be read into the page cache by a worker
 * ({@link #prefault}) before the event loop touches it, so that a cold disk never stalls other devices.
 */
final class MappedFile {

    /** A mapping cannot exceed 2 GiB; smaller ones are released sooner. */
    static final long SEGMENT = 256L << 20;

    /** What a worker reads at once before the event loop may send it. */
    static final int WINDOW = 16 << 20;

    /** After this time a window may have left the page cache and is read again. */
    static final long WARM_NANOS = 60_000_000_000L;

    private static final long COLD = Long.MIN_VALUE;

    private final List<MappedByteBuffer> segments;
    private final long length;
    private final AtomicLongArray warmedAt;
    private final LongSupplier ticker;

    private MappedFile(List<MappedByteBuffer> segments, long length, LongSupplier ticker) {
        this.segments = segments;
        this.length = length;
        this.ticker = ticker;
        this.warmedAt = new AtomicLongArray((int) (length / WINDOW) + 1);
        for (int i = 0; i < warmedAt.length(); i++) {
            warmedAt.set(i, COLD);
        }
    }

    static MappedFile map(Path path, LongSupplier ticker) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            long length = channel.size();
            List<MappedByteBuffer> segments = new ArrayList<>();
            for (long at = 0; at < length; at += SEGMENT) {
                segments.add(channel.map(MapMode.READ_ONLY, at, Math.min(SEGMENT, length - at)));
            }
            return new MappedFile(List.copyOf(segments), length, ticker);
        }
    }

    long length() {
        return length;
    }

    boolean warm(long position) {
        long at = warmedAt.get((int) (position / WINDOW));
        return at != COLD && ticker.getAsLong() - at < WARM_NANOS;
    }

    /** Reads the window of this position into the page cache. Blocks. */
    void prefault(long position) {
        int window = (int) (position / WINDOW);
        long start = (long) window * WINDOW;
        MappedByteBuffer segment = segments.get((int) (start / SEGMENT));
        int offset = (int) (start % SEGMENT);
        segment.slice(offset, Math.min(WINDOW, segment.capacity() - offset)).load();
        warmedAt.set(window, ticker.getAsLong());
    }

    /** Returns at most {@code max} bytes from this position, without copying; never crosses a window. */
    ByteBuf slice(long position, long max) {
        MappedByteBuffer segment = segments.get((int) (position / SEGMENT));
        int offset = (int) (position % SEGMENT);
        long tillWindowEnd = WINDOW - position % WINDOW;
        int size = (int) Math.min(Math.min(max, tillWindowEnd), segment.capacity() - offset);
        return Unpooled.wrappedBuffer(segment.slice(offset, size));
    }
}
