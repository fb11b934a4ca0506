package io.suture.server.dossier;

import java.util.List;

/** What a view can show. {@link Layout} decides what is shown; a view only how. */
interface Page {

    /** A member with its text. */
    record Fact(String label, String text) {}

    /** Begins the document. */
    void title(String title, List<Section> contents);

    /** Begins a section. */
    void section(Section section);

    /** Shows a heading inside a section; deeper levels are greater. */
    void heading(int level, String text);

    /** Shows members with their texts. */
    void facts(List<Fact> facts);

    /** Shows texts one below the other. */
    void list(List<String> texts);

    /** Shows rows, each with as many cells as there are columns. */
    void table(List<String> columns, List<List<String>> rows);

    /** Frames what is shown inside as a signature. */
    void signature(Runnable inside);

    /** Frames what is shown inside as something that is missing. */
    void absence(Runnable inside);
}
