package io.suture.device.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

final class ChannelFile implements GrowingFile {

    private final FileChannel channel;
    private final String path;
    private final Steps steps;

    ChannelFile(FileChannel channel, String path, Steps steps) {
        this.channel = channel;
        this.path = path;
        this.steps = steps;
    }

    @Override
    public long length() {
        return unchecked(channel::size);
    }

    @Override
    public void append(ByteBuffer bytes) {
        unchecked(() -> {
            long end = channel.size();
            while (bytes.hasRemaining()) {
                end += channel.write(bytes, end);
            }
            return end;
        });
        steps.reached("append " + path);
    }

    @Override
    public int read(ByteBuffer into, long offset) {
        return unchecked(() -> channel.read(into, offset));
    }

    @Override
    public void truncate(long length) {
        unchecked(() -> channel.truncate(length));
        steps.reached("truncate " + path);
    }

    @Override
    public void force() {
        unchecked(() -> {
            channel.force(true);
            return channel;
        });
        steps.reached("force " + path);
    }

    @Override
    public void close() {
        unchecked(() -> {
            channel.close();
            return channel;
        });
    }

    private interface Action<T> {
        T run() throws IOException;
    }

    private static <T> T unchecked(Action<T> action) {
        try {
            return action.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
