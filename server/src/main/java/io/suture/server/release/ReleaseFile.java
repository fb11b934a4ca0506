package io.suture.server.release;

import io.suture.trust.digest.Digest;

/**
 * An uploaded file of a release.
 *
 * @param name file name
 * @param length bytes
 * @param digest SHA-256 of its bytes, the name in the blob store
 */
public record ReleaseFile(String name, long length, Digest digest) {}
