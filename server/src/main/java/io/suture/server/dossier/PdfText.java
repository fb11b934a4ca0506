package io.suture.server.dossier;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/**
 * The document's font, embedded: Liberation Sans (SIL Open Font License), which PDFBox brings along. It has the Latin,
 * Greek and Cyrillic scripts; any other character is shown by its number.
 */
final class PdfText {

    private static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";
    private static final float UNIT = 1000f;

    private final PDFont font;
    private final Map<Integer, Float> widths = new HashMap<>();

    PdfText(PDDocument document) throws IOException {
        try (InputStream in = Objects.requireNonNull(PDDocument.class.getResourceAsStream(FONT), FONT)) {
            this.font = PDType0Font.load(document, in, true);
        }
    }

    PDFont font() {
        return font;
    }

    /** Return the text in lines that are not wider than allowed; a word that is wider is cut. */
    List<String> lines(String text, float size, float width) {
        List<String> lines = new ArrayList<>();
        for (String paragraph : drawable(text).split("\n", -1)) {
            wrap(paragraph, size, width, lines);
        }
        return lines;
    }

    /** Return the text with every character that the font does not have shown by its number. */
    String drawable(String text) {
        return Visible.of(text, c -> width(c) >= 0);
    }

    private void wrap(String paragraph, float size, float width, List<String> lines) {
        int start = 0;
        while (start < paragraph.length()) {
            int end = fitting(paragraph, start, width * UNIT / size);
            int space = end < paragraph.length() ? paragraph.lastIndexOf(' ', end) : -1;
            int cut = space > start ? space : end;
            lines.add(paragraph.substring(start, cut).strip());
            start = cut;
            while (start < paragraph.length() && paragraph.charAt(start) == ' ') {
                start++;
            }
        }
        if (paragraph.isEmpty()) {
            lines.add("");
        }
    }

    /** Return where the text must end at the latest; at least one character always fits. */
    private int fitting(String text, int start, float units) {
        float used = 0;
        int at = start;
        while (at < text.length()) {
            int c = text.codePointAt(at);
            used += width(c);
            if (used > units && at > start) {
                return at;
            }
            at += Character.charCount(c);
        }
        return at;
    }

    float width(String text, float size) {
        return (float) text.codePoints().mapToDouble(this::width).sum() * size / UNIT;
    }

    /** Return the width of a character in thousandths of the size; negative when the font does not have it. */
    private float width(int c) {
        return widths.computeIfAbsent(c, this::measure);
    }

    private float measure(int c) {
        try {
            return font.getStringWidth(Character.toString(c));
        } catch (IllegalArgumentException e) {
            return -1;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
