package io.suture.bench;

import io.suture.trust.json.JsonObject;
import java.util.List;
import java.util.Locale;

/**
 * A measured figure.
 *
 * @param name what was measured
 * @param value how much
 * @param unit of the value
 * @param note what a reader must know of it
 */
record Figure(String name, double value, String unit, String note) {

    Figure(String name, double value, String unit) {
        this(name, value, unit, "");
    }

    /** Returns figures as a table. */
    static String table(List<Figure> figures) {
        int width = figures.stream()
                .mapToInt(figure -> figure.name().length())
                .max()
                .orElse(0);
        StringBuilder table = new StringBuilder();
        for (Figure figure : figures) {
            table.append(("%-" + width + "s  %12s %-10s %s")
                            .formatted(figure.name(), figure.text(), figure.unit(), figure.note())
                            .stripTrailing())
                    .append('\n');
        }
        return table.toString();
    }

    JsonObject toJson() {
        return JsonObject.builder()
                .put("name", name)
                .put("value", text())
                .put("unit", unit)
                .put("note", note)
                .build();
    }

    private String text() {
        return String.format(Locale.ROOT, value < 100 ? "%.2f" : "%.0f", value);
    }
}
