package io.suture.server.dossier;

import io.suture.trust.json.JsonArray;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Leads a view through {@code dossier.json}: every value of it, in its order, whatever its names are. */
final class Layout {

    /** Most columns of a table, and the longest text in one of its cells; anything wider is shown item by item. */
    private static final int COLUMNS = 6;

    private static final int CELL = 160;
    private static final int TOP = 3;
    private static final int DEEPEST = 6;
    private static final List<String> NOTHING = List.of("none");

    private final Page page;

    private Layout(Page page) {
        this.page = page;
    }

    static void show(JsonObject document, Page page) {
        List<Section> sections = DossierDocument.sections(document);
        page.title(document.string("title"), sections);
        Layout layout = new Layout(page);
        page.facts(List.of(
                new Page.Fact("Schema", document.string("schema")),
                new Page.Fact("Generator", document.string("generator"))));
        sections.forEach(section -> {
            page.section(section);
            layout.object(section.content(), TOP);
        });
    }

    private void object(JsonObject object, int level) {
        List<Page.Fact> facts = new ArrayList<>();
        object.members().forEach((key, value) -> {
            if (isLeaf(value)) {
                facts.add(new Page.Fact(Text.label(key), Text.of(value)));
            } else {
                flush(facts);
                member(key, value, level);
            }
        });
        flush(facts);
    }

    private void flush(List<Page.Fact> facts) {
        if (!facts.isEmpty()) {
            page.facts(List.copyOf(facts));
            facts.clear();
        }
    }

    private void member(String key, JsonValue value, int level) {
        Runnable shown = () -> {
            page.heading(level, Text.label(key));
            nested(value, Math.min(level + 1, DEEPEST));
        };
        switch (key) {
            case ApprovalSection.BLOCK -> page.signature(shown);
            case Section.NOT_RECORDED -> page.absence(shown);
            default -> shown.run();
        }
    }

    private void nested(JsonValue value, int level) {
        switch (value) {
            case JsonObject object -> object(object, level);
            case JsonArray array -> array(array, level);
            default -> page.list(List.of(Text.of(value)));
        }
    }

    private void array(JsonArray array, int level) {
        if (array.elements().isEmpty()) {
            page.list(NOTHING);
        } else if (array.elements().stream().allMatch(Layout::isLeaf)) {
            page.list(array.elements().stream().map(Text::of).toList());
        } else if (isTable(array)) {
            table(array);
        } else {
            items(array, level);
        }
    }

    private void items(JsonArray array, int level) {
        int number = 0;
        for (JsonValue element : array.elements()) {
            number++;
            boolean framed = element instanceof JsonObject object && object.has(ApprovalSection.BLOCK);
            if (!framed) {
                page.heading(level, "No. " + number);
            }
            nested(element, Math.min(level + 1, DEEPEST));
        }
    }

    private static boolean isTable(JsonArray array) {
        if (!array.elements().stream().allMatch(JsonObject.class::isInstance)) {
            return false;
        }
        Set<String> columns = array.objects().getFirst().keys();
        return columns.size() <= COLUMNS
                && !columns.isEmpty()
                && array.objects().stream().allMatch(row -> row.keys().equals(columns) && isShort(row));
    }

    private static boolean isShort(JsonObject row) {
        return row.members().values().stream()
                .allMatch(value -> isLeaf(value) && Text.of(value).length() <= CELL);
    }

    private void table(JsonArray array) {
        List<String> columns = List.copyOf(array.objects().getFirst().members().keySet());
        List<List<String>> rows = array.objects().stream()
                .map(row -> columns.stream().map(key -> Text.of(row.get(key))).toList())
                .toList();
        page.table(columns.stream().map(Text::label).toList(), rows);
    }

    private static boolean isLeaf(JsonValue value) {
        return !(value instanceof JsonObject) && !(value instanceof JsonArray);
    }
}
