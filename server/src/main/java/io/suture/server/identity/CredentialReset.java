package io.suture.server.identity;

import java.time.Instant;
import java.util.UUID;

/** New credentials that somebody else gave to a person and that no second person confirmed yet. */
record CredentialReset(UUID id, String person, String requestedBy, Instant requestedAt, String reason) {}
