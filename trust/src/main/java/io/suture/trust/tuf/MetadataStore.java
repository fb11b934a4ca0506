package io.suture.trust.tuf;

import java.util.Optional;

/**
 * Where a client keeps the metadata it trusts, as the bytes received. What it returns is verified again at each start,
 * so a damaged file is only a missing one; except the root, without which nothing can start.
 */
public interface MetadataStore {

    /** Return the file of a role; the name is percent-encoded, so it is safe as a file name. */
    Optional<byte[]> read(String role);

    /** Replace the file of a role, all of it or nothing, and make it durable. */
    void write(String role, byte[] bytes);

    /** Remove the file of a role if there is one (TUF 5.3.11). */
    void delete(String role);
}
