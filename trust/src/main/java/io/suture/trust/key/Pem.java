package io.suture.trust.key;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One block of RFC 7468 textual encoding.
 *
 * @param label what the block holds, for example {@code PUBLIC KEY}
 * @param content the DER bytes, base64 without white space
 */
public record Pem(String label, String content) {

    private static final String BEGIN = "-----BEGIN ";
    private static final String DASHES = "-----";
    private static final int MAX_LABEL = 40;
    private static final int MAX_CONTENT = 100_000;
    private static final Pattern LABEL = Pattern.compile("[A-Z0-9 ]+");
    private static final Pattern CONTENT = Pattern.compile("\\s[A-Za-z0-9+/=\\s]*+");
    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

    /** Return every block of the text, in order; text between the blocks is ignored. Reads each character once. */
    public static List<Pem> parseAll(String text) {
        List<Pem> blocks = new ArrayList<>();
        int begin = text.indexOf(BEGIN);
        while (begin >= 0) {
            int label = begin + BEGIN.length();
            find(text, label).ifPresent(blocks::add);
            begin = text.indexOf(BEGIN, label);
        }
        return List.copyOf(blocks);
    }

    /** The first dash after the opening line must begin the closing one: base64 has none. */
    private static Optional<Pem> find(String text, int start) {
        int labelEnd = text.indexOf('-', start);
        int content = labelEnd + DASHES.length();
        int contentEnd = labelEnd < 0 ? -1 : text.indexOf('-', content);
        if (contentEnd < 0 || labelEnd - start > MAX_LABEL || contentEnd - content > MAX_CONTENT) {
            return Optional.empty();
        }
        String label = text.substring(start, labelEnd);
        boolean framed = LABEL.matcher(label).matches()
                && text.startsWith(DASHES, labelEnd)
                && text.startsWith(DASHES + "END " + label + DASHES, contentEnd);
        return Optional.of(text.substring(content, contentEnd))
                .filter(lines -> framed && CONTENT.matcher(lines).matches())
                .map(lines -> new Pem(label, SPACE.matcher(lines).replaceAll("")));
    }

    /** Return the only block of the text. */
    public static Pem parse(String text) {
        List<Pem> blocks = parseAll(text);
        if (blocks.size() != 1) {
            throw new KeyFormatException("one PEM block is expected, there are " + blocks.size());
        }
        return blocks.getFirst();
    }

    /** Return the block of the given DER bytes, as text with 64 characters a line and a final line break. */
    public static String encode(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n" + LINES.encodeToString(der) + "\n-----END " + label + "-----\n";
    }

    /** Return the DER bytes. */
    public byte[] der() {
        try {
            return Base64.getDecoder().decode(content.getBytes(StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException e) {
            throw new KeyFormatException("the PEM block " + label + " is not base64", e);
        }
    }
}
