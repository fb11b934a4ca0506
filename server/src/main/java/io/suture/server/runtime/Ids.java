package io.suture.server.runtime;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;

/** Makes UUID version 7 identifiers (RFC 9562 section 5.7). */
public final class Ids {

    private final Clock clock;
    private final SecureRandom random;

    public Ids(Clock clock, SecureRandom random) {
        this.clock = clock;
        this.random = random;
    }

    /** Return the next identifier: 48 bits of milliseconds, 74 random bits. */
    public UUID next() {
        long high = (clock.millis() << 16) | 0x7000L | random.nextInt(0x1000);
        long low = (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }
}
