package io.suture.device.state;

import io.suture.trust.json.MalformedDocumentException;
import java.util.Locale;

/** One of the two places an image can be. */
public enum Slot {
    A,
    B;

    /** Return the other one. */
    public Slot other() {
        return this == A ? B : A;
    }

    /** Return the slot written {@code a} or {@code b}. */
    public static Slot parse(String text) {
        return switch (text) {
            case "a" -> A;
            case "b" -> B;
            default -> throw new MalformedDocumentException("slot", "not a slot: " + text.length() + " characters");
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
