package io.suture.device.transport;

import java.util.function.LongSupplier;

/** Notices a body that drips: in every full window at least a given number of bytes must arrive. */
final class Pace {

    private final String path;
    private final long windowNanos;
    private final long windowBytes;
    private final LongSupplier ticker;
    private long windowStart;
    private long received;

    Pace(String path, TransportLimits limits, LongSupplier ticker) {
        this.path = path;
        this.windowNanos = limits.window().toNanos();
        this.windowBytes = limits.windowBytes();
        this.ticker = ticker;
        this.windowStart = ticker.getAsLong();
    }

    void received(long bytes) {
        received += bytes;
        if (ticker.getAsLong() - windowStart < windowNanos) {
            return;
        }
        if (received < windowBytes) {
            throw new TransportException.TooSlow(path, received + " bytes in a window");
        }
        windowStart = ticker.getAsLong();
        received = 0;
    }
}
