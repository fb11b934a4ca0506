package io.suture.server.blob;

import io.suture.trust.digest.Digest;

/**
 * A blob in the store.
 *
 * @param digest SHA-256 of its bytes, also its name
 * @param length bytes
 */
public record StoredBlob(Digest digest, long length) {}
