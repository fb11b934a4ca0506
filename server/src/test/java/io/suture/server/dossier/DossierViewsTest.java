package io.suture.server.dossier;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.trust.json.CanonicalJson;
import io.suture.trust.json.JsonArray;
import io.suture.trust.json.JsonNull;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.JsonValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The two views show everything that the JSON says, and nothing that somebody wrote becomes part of the page. */
class DossierViewsTest {

    private static final Instant AT = Instant.parse("2026-01-31T12:00:00Z");
    private static final long SEED = Long.getLong("suture.seed", 20_261_122L);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "\"><img src=x onerror=alert(1)>",
                "</title></style><svg onload=alert(1)>",
                "javascript:alert(1)",
                "' onmouseover='alert(1)",
                "&lt;b&gt; &amp;",
                "{{7*7}} ${7*7} #{7*7} %s %n",
                "Zoë Ångström, Łukasz, Ελένη, Юлия",
                "田中 and \uD83D\uDE00",
                "left\u202Etfel\u2066 zero\u200Bwidth bell\u0007 nul\u0000",
                "=cmd|' /C calc'!A0"
            })
    void whenANameIsHostileThenBothViewsShowItAsText(String name) throws IOException {
        JsonObject document = document(JsonObject.builder()
                .put("printedName", name)
                .put(name.isBlank() ? "x" : name, "value")
                .put(
                        ApprovalSection.BLOCK,
                        JsonObject.builder().put("printedName", name).build())
                .putAll("rows", List.of(row(name, "a"), row("b", name)))
                .build());
        String html = DossierTexts.html(HtmlPage.of(document));
        assertThat(new String(HtmlPage.of(document), StandardCharsets.UTF_8))
                .doesNotContain("<script", "<img", "<svg", "onmouseover='", "\u202E", "\u0007");
        assertThat(html).contains(DossierTexts.squeezed(name));
        assertThat(DossierTexts.pdf(PdfPage.of(document, AT))).contains(DossierTexts.drawn(name));
    }

    @Test
    void whenADocumentIsRandomThenEveryLeafIsInBothViews() throws IOException {
        Random random = new Random(SEED);
        for (int i = 0; i < 30; i++) {
            JsonObject document = document(object(random, 4));
            DossierTexts.assertComplete(
                    "seed " + SEED + " round " + i, document, HtmlPage.of(document), PdfPage.of(document, AT));
        }
    }

    @Test
    void whenADocumentIsShownTwiceThenTheBytesAreTheSame() {
        JsonObject document = document(object(new Random(SEED), 4));
        assertThat(HtmlPage.of(document)).isEqualTo(HtmlPage.of(document));
        assertThat(PdfPage.of(document, AT)).isEqualTo(PdfPage.of(document, AT));
        assertThat(PdfPage.of(document, AT)).isNotEqualTo(PdfPage.of(document, AT.plusSeconds(1)));
    }

    @Test
    void whenTheDocumentIsLongThenPagesAreNumberedAndSectionsAreBookmarks() throws IOException {
        List<JsonValue> texts = new Random(SEED)
                .ints(400, 0, 1000)
                .<JsonValue>mapToObj(n -> JsonValue.of("word ".repeat(n % 40) + n))
                .toList();
        JsonObject document = document(JsonObject.builder()
                .put("texts", new JsonArray(texts))
                .put("long", "unbroken".repeat(2000))
                .build());
        byte[] pdf = PdfPage.of(document, AT);
        try (PDDocument read = Loader.loadPDF(pdf)) {
            int pages = read.getNumberOfPages();
            assertThat(pages).isGreaterThan(5);
            assertThat(read.getDocumentCatalog()
                            .getDocumentOutline()
                            .getFirstChild()
                            .getTitle())
                    .isEqualTo("1  Cover");
            assertThat(new PDFTextStripper().getText(read)).contains("1 of " + pages, pages + " of " + pages);
        }
        DossierTexts.assertComplete("long", document, HtmlPage.of(document), pdf);
    }

    @Test
    void whenThePageIsReadThenItNeedsNothingFromElsewhereAndNoScript() {
        String html = new String(HtmlPage.of(document(JsonObject.EMPTY)), StandardCharsets.UTF_8);
        assertThat(html)
                .contains("default-src 'none'", "@media print", "<a href=\"#cover\">")
                .doesNotContain("<script", "http://", "https://", "src=", "@import", "url(");
    }

    private static JsonObject document(JsonObject content) {
        JsonObject document = JsonObject.builder()
                .put("schema", DossierDocument.SCHEMA)
                .put("title", "Dossier of GW2/3.1.1")
                .put("generator", "test")
                .putAll("sections", List.of(new Section("1", "cover", "Cover", "readers", content).toJson()))
                .build();
        assertThat(CanonicalJson.rfc8785(document)).isNotEmpty();
        return document;
    }

    private static JsonObject row(String first, String second) {
        return JsonObject.builder().put("first", first).put("second", second).build();
    }

    private static JsonObject object(Random random, int depth) {
        JsonObject.Builder json = JsonObject.builder();
        int members = 1 + random.nextInt(6);
        for (int i = 0; i < members; i++) {
            json.put("member" + (char) ('A' + i), value(random, depth));
        }
        return json.build();
    }

    private static JsonValue value(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 8 : 5)) {
            case 0 -> JsonValue.of(random.nextInt(1_000_000));
            case 1 -> JsonValue.of(random.nextBoolean());
            case 2 -> new JsonNull();
            case 3, 4 -> JsonValue.of(text(random));
            case 5 -> object(random, depth - 1);
            default ->
                new JsonArray(random.ints(random.nextInt(5), 0, 9)
                        .mapToObj(n -> value(random, depth - 1))
                        .toList());
        };
    }

    private static String text(Random random) {
        int[] characters = random.ints(random.nextInt(300), 0, 95 + 64 + 128)
                .map(c -> c < 95 ? ' ' + c : c - 95 + 0xc0)
                .toArray();
        return new String(characters, 0, characters.length);
    }
}
