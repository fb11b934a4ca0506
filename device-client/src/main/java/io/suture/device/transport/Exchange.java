package io.suture.device.transport;

import java.util.Optional;

/** An answer whose body is still arriving. Closing it early ends the transfer. */
public interface Exchange extends AutoCloseable {

    int status();

    /** Return the first value of a header; names are compared without case. */
    Optional<String> header(String name);

    /** Read at least one byte; return -1 at the end. Throws {@link TransportException} when the connection is cut. */
    int read(byte[] into);

    @Override
    void close();
}
