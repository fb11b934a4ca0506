package io.suture.cli.audit;

import io.suture.cli.session.CommandFailure;
import io.suture.trust.evidence.ArchiveBytes;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A package on disk; what is not asked for is not read. */
final class ArchiveFile implements ArchiveBytes, Closeable {

    private final FileChannel channel;
    private final long length;

    private ArchiveFile(FileChannel channel, long length) {
        this.channel = channel;
        this.length = length;
    }

    static ArchiveFile open(Path file) {
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
            return new ArchiveFile(channel, channel.size());
        } catch (NoSuchFileException e) {
            throw CommandFailure.usage(file + " does not exist");
        } catch (IOException e) {
            throw CommandFailure.usage(file + " cannot be read: " + e.getMessage());
        }
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public byte[] read(long offset, int count) {
        byte[] bytes = new byte[count];
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        try {
            while (buffer.hasRemaining()) {
                if (channel.read(buffer, offset + buffer.position()) < 0) {
                    throw CommandFailure.usage("the package was cut while it was read");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
