package io.suture.trust.review;

import io.suture.trust.json.MalformedDocumentException;
import java.util.Arrays;
import java.util.Locale;

/** How a review of the log ended. */
public enum ReviewOutcome {
    /** Nothing was found that asks for more. */
    ACCEPTED,
    /** Something was; the comments say what. */
    FINDINGS;

    /** Return the word in documents. */
    public String json() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Return the outcome that a document names. */
    public static ReviewOutcome ofJson(String word) {
        return Arrays.stream(values())
                .filter(outcome -> outcome.json().equals(word))
                .findFirst()
                .orElseThrow(() -> new MalformedDocumentException("outcome", "accepted or findings is expected"));
    }
}
