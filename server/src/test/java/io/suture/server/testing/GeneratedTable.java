package io.suture.server.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A table of a page of {@code docs/} that the code knows: between {@code begin} and {@code end} comments with its name. */
public final class GeneratedTable {

    private static final Path DOCS = Path.of("..", "docs").toAbsolutePath().normalize();

    private final Path page;
    private final String begin;
    private final String end;

    public GeneratedTable(Path page, String name) {
        this.page = DOCS.resolve(page);
        this.begin = "<!-- begin: " + name + " -->\n";
        this.end = "<!-- end: " + name + " -->";
    }

    /** Assert that the page has this table, or write it when {@code -Dsuture.write-docs=true} is given. */
    public void assertEqualTo(String table) {
        try {
            String text = Files.readString(page);
            int from = text.indexOf(begin) + begin.length();
            int to = text.indexOf(end);
            if (Boolean.getBoolean("suture.write-docs")) {
                Files.writeString(page, text.substring(0, from) + table + text.substring(to));
            } else {
                assertThat(text.substring(from, to))
                        .as("write it with -Dsuture.write-docs=true")
                        .isEqualTo(table);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
