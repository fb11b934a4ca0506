package io.suture.trust.release;

import io.suture.trust.json.MalformedDocumentException;
import java.util.Arrays;
import java.util.Locale;

/** Why a release is made: in the plan, out of the plan for a vulnerability, or as a correction (21 CFR 806). */
public enum ReleaseKind {
    ROUTINE,
    OUT_OF_CYCLE,
    CORRECTION;

    /** Return the word in documents, for example {@code out-of-cycle}. */
    public String json() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Return the kind that a document names. */
    public static ReleaseKind ofJson(String word) {
        return Arrays.stream(values())
                .filter(kind -> kind.json().equals(word))
                .findFirst()
                .orElseThrow(() ->
                        new MalformedDocumentException("kind", "routine, out-of-cycle or correction is expected"));
    }
}
