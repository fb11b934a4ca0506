package io.suture.trust.attest;

import io.suture.trust.json.MalformedDocumentException;
import java.util.Arrays;
import java.util.Locale;

/** What a signature means (21 CFR 11.50(a)(3)). */
public enum Meaning {
    AUTHORSHIP,
    REVIEW,
    APPROVAL,
    RESPONSIBILITY;

    /** Return the word in documents. */
    public String json() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Return the meaning that a document names. */
    public static Meaning ofJson(String word) {
        return Arrays.stream(values())
                .filter(meaning -> meaning.json().equals(word))
                .findFirst()
                .orElseThrow(() -> new MalformedDocumentException(
                        "meaning", "authorship, review, approval or responsibility is expected"));
    }
}
