package io.suture.trust.director;

import io.suture.trust.json.MalformedDocumentException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * What makes an answer belong to one question: 16 bytes, hexadecimal inside, base64url without padding outside.
 *
 * @param hex 32 lower-case hexadecimal digits
 */
public record Nonce(String hex) {

    /** How many bytes a nonce has. */
    public static final int BYTES = 16;

    private static final Pattern HEX = Pattern.compile("[0-9a-f]{32}");

    /** Checks the length. */
    public Nonce {
        if (!HEX.matcher(hex).matches()) {
            throw notANonce();
        }
    }

    /** Return a fresh nonce; a device gives a cryptographically strong generator. */
    public static Nonce of(RandomGenerator random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new Nonce(HexFormat.of().formatHex(bytes));
    }

    /** Parses the one base64url form of a nonce. */
    public static Nonce parse(String text) {
        try {
            Nonce nonce =
                    new Nonce(HexFormat.of().formatHex(Base64.getUrlDecoder().decode(text)));
            if (nonce.toString().equals(text)) {
                return nonce;
            }
        } catch (IllegalArgumentException notBase64) {
            throw notANonce();
        }
        throw notANonce();
    }

    private static MalformedDocumentException notANonce() {
        return new MalformedDocumentException("nonce", "base64url of " + BYTES + " bytes without padding is expected");
    }

    /** Return base64url, 22 characters. */
    @Override
    public String toString() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(HexFormat.of().parseHex(hex));
    }
}
