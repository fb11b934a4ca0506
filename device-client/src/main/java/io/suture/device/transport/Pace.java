package io.suture.device.transport;

import java.util.function.LongSupplier;

/** Notices a body that drips: in every full window at least a given number of bytes must arrive, and the whole in time. */
final class Pace {

    private final String path;
    private final long windowNanos;
    private final long windowBytes;
    private final long wholeNanos;
    private final LongSupplier ticker;
    private final long start;
    private long windowStart;
    private long received;

    Pace(String path, TransportLimits limits, LongSupplier ticker) {
        this.path = path;
        this.windowNanos = limits.window().toNanos();
        this.windowBytes = limits.windowBytes();
        this.wholeNanos = limits.whole().toNanos();
        this.ticker = ticker;
        this.start = ticker.getAsLong();
        this.windowStart = start;
    }

    void received(long bytes) {
        received += bytes;
        long now = ticker.getAsLong();
        if (now - start > wholeNanos) {
            throw new TransportException.TooSlow(path, "not complete after " + wholeNanos / 1_000_000_000 + " s");
        }
        if (now - windowStart >= windowNanos) {
            endWindow(now);
        }
    }

    private void endWindow(long now) {
        if (received < windowBytes) {
            throw new TransportException.TooSlow(path, received + " bytes in a window");
        }
        windowStart = now;
        received = 0;
    }
}
