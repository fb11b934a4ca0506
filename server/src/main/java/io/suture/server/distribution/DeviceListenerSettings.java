package io.suture.server.distribution;

import io.suture.trust.director.DirectorLimits;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the device listener.
 *
 * @param port 0 for a free one
 * @param idleTimeout a connection without traffic, or whose reader takes nothing, is closed after this time
 * @param maxConnections connections beyond this are closed at once
 * @param pollAfter what devices are told to wait between two polls
 * @param assignmentLifetime how long a device may take to verify a release after it was told of it; as long as the timestamp's,
 *     so that a clock that metadata tolerate is tolerated here
 * @param reloadPause pause between two looks for changes
 */
@ConfigurationProperties("suture.device")
record DeviceListenerSettings(
        @DefaultValue("8444") int port,
        @DefaultValue("60s") Duration idleTimeout,
        @DefaultValue("20000") int maxConnections,
        @DefaultValue("300s") Duration pollAfter,
        @DefaultValue("P1D") Duration assignmentLifetime,
        @DefaultValue("200ms") Duration reloadPause) {

    /** Shortest time in which an assignment counts; the longest is the devices' limit. */
    static final Duration SHORTEST_ASSIGNMENT = Duration.ofMinutes(1);

    /** Refuses a lifetime that no device would accept. */
    DeviceListenerSettings {
        if (assignmentLifetime.compareTo(SHORTEST_ASSIGNMENT) < 0
                || assignmentLifetime.compareTo(DirectorLimits.VALIDITY) > 0) {
            throw new IllegalArgumentException("suture.device.assignment-lifetime must be between "
                    + SHORTEST_ASSIGNMENT + " and " + DirectorLimits.VALIDITY);
        }
    }

    /** Longest request line. */
    static final int MAX_LINE = 4096;

    /** Longest header block. */
    static final int MAX_HEADERS = 8192;

    /** Time to send a whole request head. */
    static final Duration HEAD_TIMEOUT = Duration.ofSeconds(10);
}
