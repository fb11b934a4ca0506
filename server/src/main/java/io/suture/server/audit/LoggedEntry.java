package io.suture.server.audit;

import java.time.Instant;
import java.util.UUID;

/**
 * An entry with its place in the log.
 *
 * @param index its place, from 0
 * @param event its id
 * @param kind its kind
 * @param time the time it states
 * @param leaf the bytes that were hashed
 */
@SuppressWarnings("ArrayRecordComponent")
public record LoggedEntry(long index, UUID event, String kind, Instant time, byte[] leaf) {}
