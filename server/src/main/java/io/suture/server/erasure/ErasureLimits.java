package io.suture.server.erasure;

import java.time.Duration;

/** Every limit on requests for an erasure. */
final class ErasureLimits {

    /** How long a second person has: well within the month of GDPR Art. 12(3), so that there is time to ask again. */
    static final Duration VALIDITY = Duration.ofDays(14);

    /** Longest id of a person or device, in characters. */
    static final int ID = 200;

    /** Most requests of one list, newest first. */
    static final int LISTED = 500;

    private ErasureLimits() {}
}
