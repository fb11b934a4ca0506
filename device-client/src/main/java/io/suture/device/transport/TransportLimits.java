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
 * @param whole for one body; a download of a payload then continues with another request
 */
public record TransportLimits(
        Duration connect, Duration answer, Duration stall, Duration window, long windowBytes, Duration whole) {

    /** Slow hospital networks pass (546 B/s), a drip does not. */
    public static final TransportLimits DEFAULT = new TransportLimits(
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofSeconds(20),
            Duration.ofSeconds(30),
            16 * 1024,
            Duration.ofHours(1));

    /** The same least rate, for a command that somebody waits for. */
    public static final TransportLimits ATTENDED = new TransportLimits(
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            16 * 1024 / 3,
            Duration.ofHours(1));
}
