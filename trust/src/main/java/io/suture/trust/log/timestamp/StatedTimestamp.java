package io.suture.trust.log.timestamp;

import java.time.Instant;

/**
 * What an answer that was kept states about itself. Who signed it is not checked, so nothing is proven by it: {@link
 * TimestampAuthority#verify(byte[])} does that, with roots from elsewhere.
 *
 * @param time when, as the answer says
 * @param imprint of what
 */
public record StatedTimestamp(Instant time, Imprint imprint) {

    /** Reads an answer that is granted and in its form. */
    public static StatedTimestamp parse(byte[] answer) {
        return TimestampAnswer.reading(() -> {
            TimestampAnswer parsed = TimestampAnswer.parse(answer);
            return new StatedTimestamp(parsed.time(), parsed.imprint());
        });
    }
}
