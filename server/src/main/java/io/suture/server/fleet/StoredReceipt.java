package io.suture.server.fleet;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A receipt that was accepted.
 *
 * @param event its audit event
 * @param device who sent it
 * @param result what happened
 * @param receivedAt when it came
 * @param contradiction what in it cannot be true
 * @param envelope the DSSE envelope as sent
 */
@SuppressWarnings("ArrayRecordComponent")
public record StoredReceipt(
        UUID event,
        String device,
        String result,
        Instant receivedAt,
        Optional<String> contradiction,
        byte[] envelope) {}
