package io.suture.server.blob;

import io.suture.trust.digest.Digest;
import java.nio.file.Path;
import java.util.Optional;

/** The view of the device listener: files that it may map, because they never change. */
public interface LocalBlobs {

    /** Return the file of a blob; asks the file system, so not from an event loop. */
    Optional<Path> file(Digest digest);
}
