package io.suture.server.distribution;

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
 * @param reloadPause pause between two looks for changes
 */
@ConfigurationProperties("suture.device")
record DeviceListenerSettings(
        @DefaultValue("8444") int port,
        @DefaultValue("60s") Duration idleTimeout,
        @DefaultValue("20000") int maxConnections,
        @DefaultValue("300s") Duration pollAfter,
        @DefaultValue("200ms") Duration reloadPause) {

    /** Longest request line. */
    static final int MAX_LINE = 4096;

    /** Longest header block. */
    static final int MAX_HEADERS = 8192;

    /** Time to send a whole request head. */
    static final Duration HEAD_TIMEOUT = Duration.ofSeconds(10);
}
