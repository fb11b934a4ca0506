package io.suture.server.signing;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Limits of signing events.
 *
 * @param lifetime how long people have to sign
 * @param maxOpen most open events of one manufacturer
 * @param pause how often to look for events that are over
 */
@ConfigurationProperties("suture.signing-events")
record SigningEventSettings(
        @DefaultValue("P14D") Duration lifetime,
        @DefaultValue("100") int maxOpen,
        @DefaultValue("PT10S") Duration pause) {

    /** Longest signature: ML-DSA-87 has 4627 bytes (FIPS 204 table 2). */
    static final int MAX_SIGNATURE_BYTES = 5000;

    /** Largest request: a signature in hexadecimal, its key id, or a reason. */
    static final int MAX_BODY_BYTES = 16 * 1024;

    /** Most events of one list. */
    static final int MAX_LISTED = 200;
}
