package io.suture.trust.tuf;

import java.util.Optional;

/**
 * Where a client gets a repository's files from; blocking. Nothing it returns is trusted. A failure to answer (no
 * network, broken connection) is thrown as the adapter's own unchecked exception and ends the update.
 */
public interface MetadataSource {

    /**
     * Return a metadata file, empty if the repository does not have it (404 or 403).
     *
     * @param fileName for example {@code 3.root.json}; the role name is percent-encoded, so the name is safe in a URL
     *     and as a file name
     * @param maxBytes the adapter stops reading after this many bytes and fails with
     *     {@link TufException.FileTooLarge}
     */
    Optional<byte[]> fetch(String fileName, int maxBytes);

    /**
     * Return a target file, empty if the repository does not have it (404 or 403).
     *
     * @param path for example {@code GW2/3.1.1/<hash>.manifest.json}, not encoded
     * @param maxBytes the adapter stops reading after this many bytes and fails with
     *     {@link TufException.FileTooLarge}
     */
    Optional<byte[]> fetchTarget(String path, int maxBytes);
}
