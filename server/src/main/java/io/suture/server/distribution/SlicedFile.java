package io.suture.server.distribution;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.stream.ChunkedInput;
import java.io.IOException;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A part of a mapped file as slices that the channel pulls when it can write: memory per download is bounded by the
 * channel's water mark, whatever the size of the file. A download that is no longer allowed stops at the next slice.
 */
final class SlicedFile implements ChunkedInput<ByteBuf> {

    /** One slice; the balance of CPU and memory per slow reader. */
    static final int SLICE = 64 << 10;

    private final MappedFile file;
    private final long first;
    private final long end;
    private final BooleanSupplier allowed;
    private final LongConsumer prefault;
    private long position;
    private boolean waiting;

    SlicedFile(MappedFile file, RangeRequest.Part part, BooleanSupplier allowed, LongConsumer prefault) {
        this.file = file;
        this.first = part.first();
        this.end = part.first() + part.length();
        this.allowed = allowed;
        this.prefault = prefault;
        this.position = first;
    }

    @Override
    public @Nullable ByteBuf readChunk(ByteBufAllocator allocator) throws IOException {
        if (isEndOfInput()) {
            return null;
        }
        if (!allowed.getAsBoolean()) {
            throw new IOException("download halted");
        }
        if (!file.warm(position)) {
            requestPrefault();
            return null;
        }
        waiting = false;
        ByteBuf slice = file.slice(position, Math.min(SLICE, end - position));
        position += slice.readableBytes();
        return slice;
    }

    private void requestPrefault() {
        if (!waiting) {
            waiting = true;
            prefault.accept(position);
        }
    }

    @Override
    @Deprecated
    @SuppressWarnings("InlineMeSuggester") // the interface keeps it
    public @Nullable ByteBuf readChunk(ChannelHandlerContext context) throws IOException {
        return readChunk(context.alloc());
    }

    @Override
    public boolean isEndOfInput() {
        return position >= end;
    }

    @Override
    public void close() {
        position = end;
    }

    @Override
    public long length() {
        return end - first;
    }

    @Override
    public long progress() {
        return position - first;
    }
}
