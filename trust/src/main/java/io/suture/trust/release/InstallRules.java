package io.suture.trust.release;

import io.suture.trust.json.JsonObject;
import io.suture.trust.json.MalformedDocumentException;

/**
 * How a release is installed.
 *
 * @param mode {@code a-b}: into the inactive slot, the only mode of this version
 * @param restart whether the device restarts
 * @param minutes how long the device is not available
 */
public record InstallRules(String mode, boolean restart, int minutes) {

    /** The only install mode: write the inactive slot, switch, confirm or fall back. */
    public static final String TWO_SLOTS = "a-b";

    /** Checks mode and duration. */
    public InstallRules {
        if (!mode.equals(TWO_SLOTS)) {
            throw new MalformedDocumentException("mode", TWO_SLOTS + " is expected");
        }
        if (minutes < 0 || minutes > 24 * 60) {
            throw new MalformedDocumentException("minutes", "0 to 1440 is expected");
        }
    }

    static InstallRules of(JsonObject json) {
        long minutes = Math.min(json.integer("minutes"), Integer.MAX_VALUE);
        return new InstallRules(json.string("mode"), json.bool("restart"), (int) minutes);
    }

    JsonObject toJson() {
        return JsonObject.builder()
                .put("mode", mode)
                .put("restart", restart)
                .put("minutes", minutes)
                .build();
    }
}
