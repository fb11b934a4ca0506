package io.suture.server.dossier;

import io.suture.trust.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;

/**
 * The file {@code dossier.pdf}: the same as the HTML view, for paper; pages are numbered "n of m", sections are
 * bookmarks, signatures are framed (21 CFR 11.50(b)). Its bytes depend on the document and the time of the export only.
 */
final class PdfPage implements Page {

    private static final float LABEL = 130;
    private static final float TITLE_SIZE = 18;
    private static final float SECTION_SIZE = 14;
    private static final float HEADING_SIZE = 10.5f;
    private static final float TEXT_SIZE = 9;
    private static final float CELL_SIZE = 7.5f;
    private static final float GAP = 6;

    private final PdfSheet sheet;

    private PdfPage(PdfSheet sheet) {
        this.sheet = sheet;
    }

    static byte[] of(JsonObject document, Instant at) {
        try (PDDocument pdf = new PDDocument()) {
            PdfSheet sheet = new PdfSheet(pdf, document.string("title"), at);
            Layout.show(document, new PdfPage(sheet));
            sheet.finish();
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            pdf.save(bytes, CompressParameters.NO_COMPRESSION);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void title(String title, List<Section> contents) {
        sheet.paragraph(title, TITLE_SIZE, true);
        sheet.space(GAP);
        contents.forEach(section -> sheet.paragraph(section.number() + "  " + section.title(), HEADING_SIZE, false));
    }

    @Override
    public void section(Section section) {
        sheet.newPage();
        sheet.bookmark(section.number() + "  " + section.title());
        sheet.paragraph(section.number() + "  " + section.title(), SECTION_SIZE, true);
        sheet.paragraph("For: " + section.serves(), TEXT_SIZE, false);
        sheet.space(GAP);
    }

    @Override
    public void heading(int level, String text) {
        sheet.keepTogether(4 * HEADING_SIZE);
        sheet.space(GAP);
        sheet.paragraph(text, HEADING_SIZE, true);
    }

    @Override
    public void facts(List<Fact> facts) {
        float value = sheet.width() - LABEL;
        facts.forEach(fact -> sheet.row(List.of(fact.label(), fact.text()), List.of(LABEL, value), TEXT_SIZE, false));
        sheet.space(GAP / 2);
    }

    @Override
    public void list(List<String> texts) {
        texts.forEach(text -> sheet.row(List.of("-", text), List.of(10f, sheet.width() - 10), TEXT_SIZE, false));
    }

    @Override
    public void table(List<String> columns, List<List<String>> rows) {
        List<Float> widths = widths(columns, rows);
        sheet.row(columns, widths, CELL_SIZE, true);
        rows.forEach(row -> sheet.row(row, widths, CELL_SIZE, false));
        sheet.space(GAP / 2);
    }

    /** Gives each column a share by its longest text, within bounds. */
    private List<Float> widths(List<String> columns, List<List<String>> rows) {
        List<Integer> longest = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            int column = i;
            int text = rows.stream()
                    .mapToInt(row -> row.get(column).length())
                    .max()
                    .orElse(0);
            longest.add(Math.clamp(Math.max(text, columns.get(i).length()), 8, 40));
        }
        float sum = longest.stream().mapToInt(Integer::intValue).sum();
        return longest.stream().map(share -> sheet.width() * share / sum).toList();
    }

    @Override
    public void signature(Runnable inside) {
        sheet.space(GAP);
        sheet.framed(inside);
        sheet.space(GAP);
    }

    @Override
    public void absence(Runnable inside) {
        inside.run();
    }
}
