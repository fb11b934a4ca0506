package io.suture.trust.log;

import java.time.Instant;
import java.util.Optional;

/**
 * A right signature of a note.
 *
 * @param key who made it
 * @param time when, as the signer says; types without a time, and signers that state none, have none
 */
public record VerifiedSignature(NoteKey key, Optional<Instant> time) {}
