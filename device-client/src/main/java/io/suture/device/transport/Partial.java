package io.suture.device.transport;

import io.suture.device.state.GrowingFile;
import io.suture.device.state.Payload;
import io.suture.trust.digest.Digest;
import java.nio.ByteBuffer;
import java.security.MessageDigest;

/** A file being received and the hash of what is in it. */
final class Partial {

    private final GrowingFile file;
    private final Payload payload;
    private final MessageDigest hash = Digest.sha256();

    Partial(GrowingFile file, Payload payload) {
        this.file = file;
        this.payload = payload;
        if (file.length() > payload.length()) {
            file.truncate(0);
        }
        absorb();
    }

    private void absorb() {
        ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
        long offset = 0;
        for (int n = file.read(buffer, offset); n >= 0; n = file.read(buffer, offset)) {
            hash.update(buffer.flip());
            buffer.clear();
            offset += n;
        }
    }

    Payload payload() {
        return payload;
    }

    long length() {
        return file.length();
    }

    long missing() {
        return payload.length() - file.length();
    }

    boolean complete() {
        return missing() == 0;
    }

    void append(ByteBuffer bytes) {
        hash.update(bytes.duplicate());
        file.append(bytes);
    }

    void restart() {
        hash.reset();
        if (file.length() > 0) {
            file.truncate(0);
        }
    }

    boolean matches() {
        return found().equals(payload.digest());
    }

    void finish() {
        if (!matches()) {
            Digest found = found();
            restart();
            throw new PayloadMismatchException(payload, found);
        }
        file.force();
    }

    private Digest found() {
        try {
            return Digest.ofBytes(((MessageDigest) hash.clone()).digest());
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }
}
