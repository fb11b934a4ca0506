package io.suture.server.timestamp;

import java.time.Instant;

/**
 * A time stamp that was verified when it was kept.
 *
 * @param size the size of the checkpoint it is about
 * @param time the time it states
 * @param token the authority's answer (RFC 3161)
 */
@SuppressWarnings("ArrayRecordComponent") // read only
public record StoredTimestamp(long size, Instant time, byte[] token) {}
