package io.suture.device.transport;

import java.time.Duration;

/** Lets time pass. */
@FunctionalInterface
public interface Sleeper {

    /** Wait; an interrupt ends the wait and stays set. */
    void sleep(Duration duration);

    /** Return a sleeper that really waits. */
    static Sleeper real() {
        return duration -> {
            try {
                Thread.sleep(duration);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
    }
}
