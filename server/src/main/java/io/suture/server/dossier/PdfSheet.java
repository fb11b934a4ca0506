package io.suture.server.dossier;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDPageContentStream.AppendMode;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDDocumentOutline;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineItem;

/** Paper: puts lines below each other and turns the page when it is full. */
final class PdfSheet {

    private static final float MARGIN = 50;
    private static final float LEADING = 1.3f;
    private static final float FOOT_SIZE = 8;
    private static final float PADDING = 4;

    private final PDDocument pdf;
    private final PdfText text;
    private final PDDocumentOutline outline = new PDDocumentOutline();
    private final String title;
    private PDPage page = new PDPage();
    private PDPageContentStream content;
    private float y;
    private boolean framed;

    PdfSheet(PDDocument pdf, String title, Instant at) throws IOException {
        this.pdf = pdf;
        this.title = title;
        this.text = new PdfText(pdf);
        Calendar time = GregorianCalendar.from(at.atZone(ZoneOffset.UTC));
        PDDocumentInformation information = new PDDocumentInformation();
        information.setTitle(title);
        information.setProducer(Generator.NAME);
        information.setCreationDate(time);
        information.setModificationDate(time);
        pdf.setDocumentInformation(information);
        pdf.setDocumentId(at.toEpochMilli());
        pdf.getDocumentCatalog().setDocumentOutline(outline);
        pdf.getDocumentCatalog().setLanguage("en");
        this.content = begin();
    }

    float width() {
        return PDRectangle.A4.getWidth() - 2 * MARGIN;
    }

    void newPage() {
        try {
            content.close();
            content = begin();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private PDPageContentStream begin() throws IOException {
        page = new PDPage(PDRectangle.A4);
        pdf.addPage(page);
        y = PDRectangle.A4.getHeight() - MARGIN;
        PDPageContentStream stream = new PDPageContentStream(pdf, page);
        stream.setLineWidth(0.3f);
        return stream;
    }

    void bookmark(String name) {
        PDOutlineItem item = new PDOutlineItem();
        item.setTitle(name);
        item.setDestination(page);
        outline.addLast(item);
    }

    void space(float height) {
        y -= height;
    }

    /** Turns the page when less than this is left of it. */
    void keepTogether(float height) {
        if (y - height < MARGIN) {
            newPage();
        }
    }

    void paragraph(String words, float size, boolean bold) {
        row(List.of(words), List.of(width()), size, bold);
    }

    /** Shows cells side by side; a row that is higher than the rest of the page goes on at the next one. */
    void row(List<String> cells, List<Float> widths, float size, boolean bold) {
        List<List<String>> lines = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            lines.add(text.lines(cells.get(i), size, widths.get(i) - PADDING));
        }
        int height = lines.stream().mapToInt(List::size).max().orElse(0);
        if (height * size * LEADING <= PDRectangle.A4.getHeight() / 3) {
            keepTogether(height * size * LEADING);
        }
        for (int line = 0; line < height; ) {
            keepTogether(size * LEADING);
            int room = Math.max(1, (int) ((y - MARGIN) / (size * LEADING)));
            int end = Math.min(height, line + room);
            draw(lines, widths, size, bold, line, end);
            line = end;
        }
    }

    /** Draws cell by cell, so that the text of one cell stays together for who extracts it. */
    private void draw(List<List<String>> lines, List<Float> widths, float size, boolean bold, int from, int to) {
        float x = MARGIN;
        for (int i = 0; i < lines.size(); i++) {
            float top = y;
            for (int line = from; line < Math.min(to, lines.get(i).size()); line++) {
                top -= size * LEADING;
                line(lines.get(i).get(line), x, top, size, bold);
            }
            x += widths.get(i);
        }
        float bottom = y - (to - from) * size * LEADING;
        if (framed) {
            rule(MARGIN - PADDING, y, MARGIN - PADDING, bottom - PADDING / 2);
            rule(MARGIN + width(), y, MARGIN + width(), bottom - PADDING / 2);
        }
        y = bottom;
    }

    /** The font has no bold face; a thin outline makes one. */
    private void line(String words, float x, float top, float size, boolean bold) {
        if (words.isEmpty()) {
            return;
        }
        try {
            content.beginText();
            content.setRenderingMode(bold ? RenderingMode.FILL_STROKE : RenderingMode.FILL);
            content.setFont(text.font(), size);
            content.newLineAtOffset(x, top);
            content.showText(words);
            content.endText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Draws a frame around what is shown inside, over page ends too. */
    void framed(Runnable inside) {
        keepTogether(PDRectangle.A4.getHeight() / 4);
        rule(MARGIN - PADDING, y, MARGIN + width(), y);
        framed = true;
        inside.run();
        framed = false;
        y -= PADDING;
        rule(MARGIN - PADDING, y, MARGIN + width(), y);
    }

    private void rule(float x, float top, float toX, float toY) {
        try {
            content.moveTo(x, top);
            content.lineTo(toX, toY);
            content.stroke();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the last page and numbers all of them. */
    void finish() throws IOException {
        content.close();
        int pages = pdf.getNumberOfPages();
        for (int i = 0; i < pages; i++) {
            try (PDPageContentStream foot =
                    new PDPageContentStream(pdf, pdf.getPage(i), AppendMode.APPEND, true, true)) {
                content = foot;
                String number = (i + 1) + " of " + pages;
                float x = PDRectangle.A4.getWidth() - MARGIN - text.width(number, FOOT_SIZE);
                line(text.lines(title, FOOT_SIZE, width() / 2).getFirst(), MARGIN, MARGIN / 2, FOOT_SIZE, false);
                line(number, x, MARGIN / 2, FOOT_SIZE, false);
            }
        }
    }
}
