package io.suture.server.distribution;

import io.suture.trust.digest.Digest;
import java.io.IOException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A file that signed metadata names is missing, unreadable or of another length: never served, always an alert. */
final class BlobUnavailableException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private BlobUnavailableException(String message, @Nullable IOException cause) {
        super(message, cause);
    }

    static BlobUnavailableException length(Digest digest) {
        return new BlobUnavailableException("blob " + digest + " has another length than signed metadata say", null);
    }

    static BlobUnavailableException missing(Digest digest) {
        return new BlobUnavailableException("blob " + digest + " is missing", null);
    }

    static BlobUnavailableException unreadable(Digest digest, IOException cause) {
        return new BlobUnavailableException("blob " + digest + " cannot be read", cause);
    }
}
