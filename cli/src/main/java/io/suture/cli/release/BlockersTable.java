package io.suture.cli.release;

import io.suture.trust.json.JsonArray;
import io.suture.trust.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * The findings of the gate for somebody who never saw the product: first what stops the release, each with who and how,
 * then what is done, then what is only worth knowing. Commands are never broken into lines, so that they can be copied.
 */
final class BlockersTable {

    private static final int WIDTH = 100;
    private static final String SATISFIED = "satisfied";

    private final List<String> lines = new ArrayList<>();

    private BlockersTable() {}

    static List<String> lines(String release, List<JsonObject> findings) {
        BlockersTable table = new BlockersTable();
        List<JsonObject> blockers =
                findings.stream().filter(finding -> finding.bool("blocks")).toList();
        table.lines.add(headline(release, blockers.size()));
        for (int i = 0; i < blockers.size(); i++) {
            table.blocker(i + 1, blockers.get(i));
        }
        table.list("Done", findings, true);
        table.list("Worth knowing", findings, false);
        return table.lines;
    }

    private static String headline(String release, int blockers) {
        return switch (blockers) {
            case 0 -> release + ": nothing stops it.";
            case 1 -> release + ": one thing stops it.";
            default -> release + ": " + blockers + " things stop it.";
        };
    }

    private void blocker(int number, JsonObject finding) {
        lines.add("");
        paragraph("%3d  what     ".formatted(number), finding.string("explain"));
        lines.add("     who      " + who(finding));
        finding.findString("command").ifPresent(command -> lines.add("     command  " + command));
    }

    private static String who(JsonObject finding) {
        List<String> roles =
                finding.findArray("resolvedBy").map(JsonArray::strings).orElse(List.of());
        return roles.isEmpty()
                ? "nobody: it takes another release"
                : "somebody with the role " + String.join(" or ", roles);
    }

    /** What does not block is done, or a remark: a failed run that was repeated, evidence that was set aside. */
    private void list(String title, List<JsonObject> findings, boolean satisfied) {
        List<JsonObject> chosen = findings.stream()
                .filter(finding -> !finding.bool("blocks"))
                .filter(finding -> finding.string("code").equals(SATISFIED) == satisfied)
                .toList();
        if (!chosen.isEmpty()) {
            lines.add("");
            lines.add(title);
            chosen.forEach(finding -> paragraph("  - ", finding.string("explain")));
        }
    }

    private void paragraph(String first, String text) {
        StringBuilder line = new StringBuilder(first);
        int begun = line.length();
        for (String word : text.split(" +", -1)) {
            if (line.length() > begun && line.length() + word.length() > WIDTH) {
                lines.add(line.toString().stripTrailing());
                line = new StringBuilder(" ".repeat(first.length()));
                begun = line.length();
            }
            line.append(word).append(' ');
        }
        lines.add(line.toString().stripTrailing());
    }
}
