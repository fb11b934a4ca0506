package io.suture.server.signing;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long metadata signed by online keys are valid.
 *
 * @param timestampLifetime of timestamp
 * @param snapshotLifetime of snapshot
 * @param productLifetime of the products' roles
 */
@ConfigurationProperties("suture.tuf")
record TufLifetimes(
        @DefaultValue("P1D") Duration timestampLifetime,
        @DefaultValue("P7D") Duration snapshotLifetime,
        @DefaultValue("P180D") Duration productLifetime) {

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    /** Return how often to look for metadata past half their life: soon enough for the shortest of them. */
    Duration renewalPause() {
        Duration quarter = timestampLifetime.dividedBy(4);
        return quarter.compareTo(LONGEST_PAUSE) < 0 ? quarter : LONGEST_PAUSE;
    }
}
