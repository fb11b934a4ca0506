package io.suture.trust.breakglass;

import java.util.Arrays;
import java.util.Locale;

/**
 * The checks that break-glass may lift, and no other: these say when, by whom seen and by whom chosen, never what. Not here
 * are the repository's signatures, the digests of manifest and payloads, the gate, compatibility, the rollback index, and a
 * log that was caught with two histories.
 */
public enum LiftedCheck {
    /** The release need not be the one that the director assigned. */
    ASSIGNMENT,
    /** The log's checkpoint may be cosigned longer ago than the log policy allows. */
    CHECKPOINT_AGE,
    /** The log's checkpoint may lack the quorum of witnesses; the log's own signatures are still demanded. */
    WITNESS_QUORUM,
    /** The publication may be missing from what the device can reach of the log; what is there must still be right. */
    LOG_ENTRY;

    /** Return the word in documents, for example {@code checkpoint-age}. */
    public String json() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Return the check of a word, or throw {@link BreakGlassException.NotLiftable}. */
    public static LiftedCheck ofJson(String word) {
        return Arrays.stream(values())
                .filter(check -> check.json().equals(word))
                .findFirst()
                .orElseThrow(() -> new BreakGlassException.NotLiftable(word));
    }
}
