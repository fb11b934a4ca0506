package io.suture.trust.key;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One block of RFC 7468 textual encoding.
 *
 * @param label what the block holds, for example {@code PUBLIC KEY}
 * @param content the DER bytes, base64 without white space
 */
public record Pem(String label, String content) {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----\\s+([A-Za-z0-9+/=\\s]{1,100000}?)\\s*-----END \\1-----");
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

    /** Return every block of the text, in order; text between the blocks is ignored. */
    public static List<Pem> parseAll(String text) {
        List<Pem> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(text);
        while (matcher.find()) {
            blocks.add(new Pem(matcher.group(1), matcher.group(2).replaceAll("\\s", "")));
        }
        return List.copyOf(blocks);
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
