package io.suture.trust.release;

import io.suture.trust.json.MalformedDocumentException;
import java.util.Arrays;
import java.util.Locale;

/** What a release brings to a device; firmware unless its manifest says otherwise. */
public enum ReleaseContent {
    FIRMWARE,
    CONFIGURATION,
    DRUG_LIBRARY,
    THIRD_PARTY_PATCH;

    /** Return the word in documents, for example {@code drug-library}. */
    public String json() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Return the content that a document names. */
    public static ReleaseContent ofJson(String word) {
        return Arrays.stream(values())
                .filter(content -> content.json().equals(word))
                .findFirst()
                .orElseThrow(() -> new MalformedDocumentException(
                        "content", "firmware, configuration, drug-library or third-party-patch is expected"));
    }
}
