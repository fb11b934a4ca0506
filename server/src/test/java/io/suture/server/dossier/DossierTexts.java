package io.suture.server.dossier;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.trust.json.JsonArray;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.JsonValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;

/** What a reader of a view sees, without spaces, for lines are broken differently in each. */
final class DossierTexts {

    private DossierTexts() {}

    /** Every leaf of the document is in both views; a section's id only names it for links. */
    static void assertComplete(String what, JsonObject document, byte[] html, byte[] pdf) throws IOException {
        String page = html(html);
        String paper = pdf(pdf);
        for (String leaf : shown(document)) {
            assertThat(page).as("%s: HTML", what).contains(squeezed(leaf));
            assertThat(paper).as("%s: PDF", what).contains(drawn(leaf));
        }
    }

    private static List<String> shown(JsonObject document) {
        List<String> leaves = new ArrayList<>();
        document.members().forEach((key, member) -> {
            if (!key.equals("sections")) {
                collect(member, leaves);
            }
        });
        document.objects("sections")
                .forEach(section -> section.members().forEach((key, member) -> {
                    if (!key.equals("id")) {
                        collect(member, leaves);
                    }
                }));
        return leaves;
    }

    private static void collect(JsonValue value, List<String> leaves) {
        switch (value) {
            case JsonObject object -> object.members().values().forEach(member -> collect(member, leaves));
            case JsonArray array -> array.elements().forEach(element -> collect(element, leaves));
            default -> leaves.add(Text.of(value));
        }
    }

    static String html(byte[] html) {
        String text = new String(html, StandardCharsets.UTF_8).replaceAll("(?s)<style>.*?</style>|<[^>]*>", "");
        return squeeze(text.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&"));
    }

    static String pdf(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            StringBuilder all = new StringBuilder();
            int pages = document.getNumberOfPages();
            for (int page = 1; page <= pages; page++) {
                all.append(page(document, page, pages));
            }
            return all.toString();
        }
    }

    /** Return a page without its foot. */
    private static String page(PDDocument document, int page, int pages) throws IOException {
        PDFTextStripper stripper = new PDFTextStripper();
        stripper.setStartPage(page);
        stripper.setEndPage(page);
        String foot = squeeze(document.getDocumentInformation().getTitle()) + page + "of" + pages;
        String text = squeeze(stripper.getText(document));
        assertThat(text).endsWith(foot);
        return text.substring(0, text.length() - foot.length());
    }

    /** Return a text as the HTML view has it. */
    static String squeezed(String text) {
        return squeeze(Visible.of(text));
    }

    /** Return a text as the PDF view has it. */
    static String drawn(String text) throws IOException {
        try (PDDocument document = new PDDocument()) {
            return squeeze(new PdfText(document).drawable(text));
        }
    }

    private static String squeeze(String text) {
        return text.replaceAll("[\\s\\u00A0]", "");
    }
}
