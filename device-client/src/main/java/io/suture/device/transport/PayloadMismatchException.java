package io.suture.device.transport;

import io.suture.device.state.Payload;
import io.suture.trust.digest.Digest;

/** A payload fetched from its first to its last byte is not the one signed. */
public final class PayloadMismatchException extends RuntimeException {

    private final transient Payload payload;
    private final String found;

    PayloadMismatchException(Payload payload, String found) {
        super("%s should have %d bytes and %s, but %s"
                .formatted(payload.name(), payload.length(), payload.digest(), found));
        this.payload = payload;
        this.found = found;
    }

    PayloadMismatchException(Payload payload, Digest found) {
        this(payload, "hashes to " + found);
    }

    public Payload payload() {
        return payload;
    }

    /** Return what arrived instead. */
    public String found() {
        return found;
    }
}
