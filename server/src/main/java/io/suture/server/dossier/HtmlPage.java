package io.suture.server.dossier;

import io.suture.trust.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The file {@code dossier.html}: one page without script and without anything from elsewhere, readable when printed.
 * Its own policy forbids what it does not need. Every text is escaped; nothing in it is ever markup.
 */
final class HtmlPage implements Page {

    private static final String HEAD = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <title>{title}</title>
            <style>
            body { font: 15px/1.45 sans-serif; max-width: 62em; margin: 2em auto; padding: 0 1em; color: #111; }
            h1 { font-size: 1.8em; } h2 { margin-top: 2.2em; border-bottom: 2px solid #444; }
            h3, h4, h5, h6 { margin: 1.2em 0 .3em; font-size: 1em; }
            p.serves { margin-top: -.6em; color: #444; }
            dl { display: grid; grid-template-columns: 14em 1fr; gap: .1em 1em; margin: .3em 0; }
            dt { color: #444; } dd { margin: 0; }
            dd, td, li { overflow-wrap: anywhere; white-space: pre-wrap; unicode-bidi: isolate; }
            table { border-collapse: collapse; width: 100%; font-size: .87em; }
            th, td { border: 1px solid #999; padding: .2em .4em; text-align: left; vertical-align: top; }
            .signature { border: 2px solid #111; padding: .2em 1em .6em; margin: .8em 0; }
            .absence { border-left: 4px solid #999; padding-left: 1em; color: #444; }
            a { color: inherit; }
            @page { margin: 18mm; }
            @media print {
              body { font-size: 10pt; max-width: none; margin: 0; }
              h2 { break-before: page; } .signature, tr { break-inside: avoid; }
              h3, h4, h5, h6 { break-after: avoid; } thead { display: table-header-group; }
            }
            </style>
            </head>
            <body>
            """;

    private final StringBuilder out = new StringBuilder();

    private HtmlPage() {}

    static byte[] of(JsonObject document) {
        HtmlPage page = new HtmlPage();
        Layout.show(document, page);
        page.out.append("</body>\n</html>\n");
        return page.out.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void title(String title, List<Section> contents) {
        out.append(HEAD.replace("{title}", escape(title)));
        element("h1", title);
        out.append("<nav><ol style=\"list-style: none\">\n");
        contents.forEach(section -> out.append("<li><a href=\"#")
                .append(escape(section.id()))
                .append("\">")
                .append(escape(section.number() + "  " + section.title()))
                .append("</a></li>\n"));
        out.append("</ol></nav>\n");
    }

    @Override
    public void section(Section section) {
        out.append("<h2 id=\"").append(escape(section.id())).append("\">");
        out.append(escape(section.number() + "  " + section.title())).append("</h2>\n");
        out.append("<p class=\"serves\">For: ").append(escape(section.serves())).append("</p>\n");
    }

    @Override
    public void heading(int level, String text) {
        element("h" + level, text);
    }

    @Override
    public void facts(List<Fact> facts) {
        out.append("<dl>\n");
        facts.forEach(fact -> {
            element("dt", fact.label());
            element("dd", fact.text());
        });
        out.append("</dl>\n");
    }

    @Override
    public void list(List<String> texts) {
        out.append("<ul>\n");
        texts.forEach(text -> element("li", text));
        out.append("</ul>\n");
    }

    @Override
    public void table(List<String> columns, List<List<String>> rows) {
        out.append("<table>\n<thead><tr>");
        columns.forEach(column -> element("th", column));
        out.append("</tr></thead>\n<tbody>\n");
        rows.forEach(row -> {
            out.append("<tr>");
            row.forEach(cell -> element("td", cell));
            out.append("</tr>\n");
        });
        out.append("</tbody>\n</table>\n");
    }

    @Override
    public void signature(Runnable inside) {
        framed("signature", inside);
    }

    @Override
    public void absence(Runnable inside) {
        framed("absence", inside);
    }

    private void framed(String kind, Runnable inside) {
        out.append("<div class=\"").append(kind).append("\">\n");
        inside.run();
        out.append("</div>\n");
    }

    private void element(String name, String text) {
        out.append('<').append(name).append('>').append(escape(text));
        out.append("</").append(name).append(">\n");
    }

    /** Control and direction characters are shown by number: they could make a text look like another one. */
    static String escape(String text) {
        StringBuilder escaped = new StringBuilder();
        Visible.of(text).codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(c);
            }
        });
        return escaped.toString();
    }
}
