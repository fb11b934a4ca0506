package io.suture.server.syslog;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/**
 * A socket that remembers that something could not be written. Java's TLS keeps such a failure to itself when it says goodbye,
 * and after that a reset connection looks like one that ended in order.
 */
final class HeardSocket extends Socket {

    private volatile @Nullable IOException failure;

    /** Fails if anything written to this socket, by whomever, did not go out. */
    void requireWritten() throws IOException {
        IOException known = failure;
        if (known != null) {
            throw new IOException("the connection was reset", known);
        }
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return new FilterOutputStream(super.getOutputStream()) {

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                try {
                    out.write(bytes, offset, length);
                } catch (IOException e) {
                    failure = e;
                    throw e;
                }
            }
        };
    }
}
