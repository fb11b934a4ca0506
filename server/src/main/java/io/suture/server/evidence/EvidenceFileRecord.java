package io.suture.server.evidence;

import io.suture.trust.digest.Digest;
import java.time.Instant;

/**
 * An evidence file as recorded.
 *
 * @param digest SHA-256 of its bytes, also its name
 * @param length bytes
 * @param uploadedBy who handed it in first
 * @param uploadedAt when
 */
public record EvidenceFileRecord(Digest digest, long length, String uploadedBy, Instant uploadedAt) {}
