package io.suture.trust.gate;

import io.suture.trust.json.MalformedDocumentException;
import java.util.Arrays;
import java.util.Locale;

/** How a person signs: with a key of their own, or with a passkey (WebAuthn). */
public enum SigningMethod {
    KEY,
    PASSKEY;

    /** Return the word in documents. */
    public String json() {
        return name().toLowerCase(Locale.ROOT);
    }

    static SigningMethod ofJson(String member, String word) {
        return Arrays.stream(values())
                .filter(method -> method.json().equals(word))
                .findFirst()
                .orElseThrow(() -> new MalformedDocumentException(member, "key or passkey is expected"));
    }
}
