package io.suture.server.signing;

import io.suture.trust.tuf.DeltaRole;
import io.suture.trust.tuf.OfflineUpdate;
import io.suture.trust.tuf.Root;
import io.suture.trust.tuf.Snapshot;
import io.suture.trust.tuf.Targets;
import io.suture.trust.tuf.Timestamp;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long metadata signed by online keys are valid, and when to warn.
 *
 * @param timestampLifetime of timestamp
 * @param snapshotLifetime of snapshot
 * @param productLifetime of the products' roles
 * @param deltaLifetime of the products' delta roles
 * @param offlineUpdateLifetime of offline-update: how long a carried repository can be used
 * @param offlineWarning metadata that people sign offline raise an alarm this long before they expire
 */
@ConfigurationProperties("suture.tuf")
record TufLifetimes(
        @DefaultValue("P1D") Duration timestampLifetime,
        @DefaultValue("P7D") Duration snapshotLifetime,
        @DefaultValue("P180D") Duration productLifetime,
        @DefaultValue("P30D") Duration deltaLifetime,
        @DefaultValue("P90D") Duration offlineUpdateLifetime,
        @DefaultValue("P60D") Duration offlineWarning) {

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    /** Return how often to look for metadata past half their life: soon enough for the shortest of them. */
    Duration renewalPause() {
        Duration quarter = timestampLifetime.dividedBy(4);
        return quarter.compareTo(LONGEST_PAUSE) < 0 ? quarter : LONGEST_PAUSE;
    }

    /** Return how long before the end of a role's metadata to raise an alarm: for online ones, renewal must have failed. */
    Duration alarmBefore(String role) {
        return switch (role) {
            case Root.TYPE, Targets.TYPE, RepositoryState.POLICY -> offlineWarning;
            case Snapshot.TYPE -> snapshotLifetime.dividedBy(4);
            case Timestamp.TYPE -> timestampLifetime.dividedBy(4);
            case OfflineUpdate.ROLE -> offlineUpdateLifetime.dividedBy(4);
            default -> (DeltaRole.isName(role) ? deltaLifetime : productLifetime).dividedBy(4);
        };
    }
}
