package io.suture.server.distribution;

import java.io.IOException;
import java.io.Serial;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A file that signed metadata names is missing, unreadable or of another length: never served, always an alert. */
final class BlobUnavailableException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private BlobUnavailableException(String message, @Nullable IOException cause) {
        super(message, cause);
    }

    static BlobUnavailableException length(Path path) {
        return new BlobUnavailableException("length of " + path.getFileName() + " differs from the signed length", null);
    }

    static BlobUnavailableException unreadable(Path path, IOException cause) {
        return new BlobUnavailableException("cannot read " + path.getFileName(), cause);
    }
}
