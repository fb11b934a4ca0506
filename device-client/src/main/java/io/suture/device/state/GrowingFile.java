package io.suture.device.state;

import java.nio.ByteBuffer;

/** A file under construction: read back from the start, appended to at the end. */
public interface GrowingFile extends AutoCloseable {

    /** Return the present length. */
    long length();

    /** Append the remaining bytes of the buffer. */
    void append(ByteBuffer bytes);

    /** Read at an offset; return the number of bytes read, -1 at the end. */
    int read(ByteBuffer into, long offset);

    /** Cut the file to a length. */
    void truncate(long length);

    /** Return when everything appended is on the medium. */
    void force();

    @Override
    void close();
}
