package io.suture.device.transport;

import java.time.Duration;

/**
 * How long the device waits.
 *
 * @param connect to connect
 * @param answer until the first byte of an answer
 * @param stall between two bytes of a body
 * @param window the time over which the least rate is measured
 * @param windowBytes what must arrive in each window
 */
public record TransportLimits(Duration connect, Duration answer, Duration stall, Duration window, long windowBytes) {

    /** Slow hospital networks pass (546 B/s), a drip does not. */
    public static final TransportLimits DEFAULT = new TransportLimits(
            Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(20), Duration.ofSeconds(30), 16 * 1024);
}
