package io.suture.trust.pki;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The textual encoding of RFC 7468, one label at a time. */
final class Pem {

    private static final Base64.Encoder ENCODER = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

    private Pem() {}

    static String encode(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n" + ENCODER.encodeToString(der) + "\n-----END " + label + "-----\n";
    }

    static List<byte[]> decode(String label, String text, int maxChars) {
        if (text.length() > maxChars) {
            throw new PkiException(PkiException.Problem.TOO_LARGE, "PEM longer than " + maxChars + " characters");
        }
        List<byte[]> blocks = new ArrayList<>();
        Matcher matcher = block(label).matcher(text);
        while (matcher.find()) {
            blocks.add(body(label, matcher.group(1)));
        }
        if (blocks.isEmpty()) {
            throw new PkiException(PkiException.Problem.NOT_PEM, "no PEM block " + label);
        }
        return blocks;
    }

    private static Pattern block(String label) {
        String quoted = Pattern.quote(label);
        return Pattern.compile("-----BEGIN " + quoted + "-----([A-Za-z0-9+/=\\s]*+)-----END " + quoted + "-----");
    }

    private static byte[] body(String label, String base64) {
        try {
            return Base64.getDecoder().decode(base64.replaceAll("\\s", ""));
        } catch (IllegalArgumentException e) {
            throw new PkiException(PkiException.Problem.NOT_PEM, "PEM block " + label + " is not base64", e);
        }
    }
}
