package io.suture.trust.log;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The strict pieces that the line formats share. */
final class Lines {

    private static final Pattern DECIMAL = Pattern.compile("0|[1-9][0-9]{0,18}");

    private Lines() {}

    /** Reads a decimal without sign and leading zero. */
    static long decimal(String document, String text) {
        if (!DECIMAL.matcher(text).matches()) {
            throw new MalformedLogDocument(document, "not a decimal number");
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new MalformedLogDocument(document, "number is out of range");
        }
    }

    /** Decodes UTF-8 strictly, with a limit, and refuses control characters but newline (signed-note, "Format"). */
    static String text(String document, byte[] bytes, int limit) {
        if (bytes.length > limit) {
            throw new MalformedLogDocument(document, "has more than " + limit + " bytes");
        }
        String text = utf8(document, bytes);
        if (text.chars().anyMatch(c -> c < ' ' && c != '\n')) {
            throw new MalformedLogDocument(document, "has control characters");
        }
        return text;
    }

    /** Reads one hash a line, at most {@link LogLimits#PROOF_HASHES}. */
    static List<TreeHash> hashes(String document, List<String> lines) {
        if (lines.size() > LogLimits.PROOF_HASHES) {
            throw new MalformedLogDocument(document, "has more than " + LogLimits.PROOF_HASHES + " hashes");
        }
        List<TreeHash> hashes = new ArrayList<>(lines.size());
        for (String line : lines) {
            hashes.add(TreeHash.ofBase64(line));
        }
        return List.copyOf(hashes);
    }

    /** Return the value of a line {@code <key> <value>}. */
    static String value(String document, String key, String line) {
        if (!line.startsWith(key + " ")) {
            throw new MalformedLogDocument(document, "has no line '" + key + "'");
        }
        return line.substring(key.length() + 1);
    }

    private static String utf8(String document, byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedLogDocument(document, "is not UTF-8");
        }
    }
}
