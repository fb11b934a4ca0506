package io.suture.server.identity;

import java.time.Duration;
import java.time.Instant;

/**
 * A fresh proof of who the person is, made for one signature (21 CFR 11.200(a)).
 *
 * @param method how the person proved it, for example {@code signed-assertion}
 * @param at when the person proved it
 */
public record StepUp(String method, Instant at) {

    /** How long a proof is good for. */
    public static final Duration MAX_AGE = Duration.ofMinutes(2);
}
