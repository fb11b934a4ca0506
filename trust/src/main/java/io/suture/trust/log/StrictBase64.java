package io.suture.trust.log;

import java.util.Base64;

/** Base64 of RFC 4648 section 4, accepted only in the one spelling an encoder would give. */
final class StrictBase64 {

    private StrictBase64() {}

    static byte[] decode(String document, String text) {
        byte[] bytes = lenient(document, text);
        if (!Base64.getEncoder().encodeToString(bytes).equals(text)) {
            throw new MalformedLogDocument(document, "base64 is not canonical");
        }
        return bytes;
    }

    private static byte[] lenient(String document, String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new MalformedLogDocument(document, "not base64");
        }
    }
}
