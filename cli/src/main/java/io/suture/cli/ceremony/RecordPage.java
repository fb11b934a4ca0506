package io.suture.cli.ceremony;

import io.suture.trust.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A step of a ceremony as Markdown. */
final class RecordPage {

    private static final String BLANK = "________________";

    private RecordPage() {}

    static List<String> of(JsonObject step, Map<String, String> owners) {
        List<String> lines = new ArrayList<>();
        lines.addAll(List.of("", "## " + step.string("step") + " at " + step.string("at"), ""));
        lines.add("* Place: " + (step.string("place").isEmpty() ? BLANK : step.string("place")));
        lines.add("* Tool: " + step.string("tool"));
        step.objects("made").forEach(file -> lines.addAll(made(file, owners)));
        lines.addAll(List.of("", "### Signatures", ""));
        step.objects("signatures").forEach(signature -> lines.add(signature(signature, owners)));
        lines.addAll(List.of("", "### Files", ""));
        JsonObject files = step.object("files");
        files.keys().forEach(name -> lines.add("* `" + name + "` " + files.string(name)));
        lines.addAll(List.of("", "### Present", ""));
        people(step).forEach(person -> lines.add("* " + person + "    Signature: " + BLANK + "    Date: __________"));
        return lines;
    }

    private static List<String> made(JsonObject file, Map<String, String> owners) {
        List<String> lines = new ArrayList<>();
        lines.addAll(List.of("", "### " + file.string("file"), ""));
        lines.add("* Signed bytes: " + file.string("signed"));
        lines.add("* Expires: " + file.string("expires"));
        for (JsonObject demand : file.objects("demands")) {
            List<JsonObject> keys = demand.objects("keys");
            lines.add("* Needs " + demand.integer("threshold") + " of " + keys.size() + " keys of "
                    + demand.string("of") + families(demand.object("families")));
            keys.forEach(key -> lines.add(key(key, owners)));
        }
        lines.addAll(List.of("* Differences:", ""));
        file.strings("differences").forEach(difference -> lines.add("      " + difference));
        return lines;
    }

    private static String key(JsonObject key, Map<String, String> owners) {
        String id = key.string("keyid");
        return "  * `" + id + "` " + key.string("algorithm") + " " + owners.getOrDefault(id, "");
    }

    private static String families(JsonObject families) {
        StringBuilder text = new StringBuilder();
        families.keys()
                .forEach(word -> text.append(", at least ")
                        .append(families.integer(word))
                        .append(' ')
                        .append(word));
        return text.toString();
    }

    private static String signature(JsonObject signature, Map<String, String> owners) {
        String key = signature.string("keyid");
        return "* `" + signature.string("file") + "` by `" + key + "` " + owners.getOrDefault(key, "") + ", "
                + signature.string("keyStore") + ", at " + signature.string("at");
    }

    private static List<String> people(JsonObject step) {
        List<String> people = step.strings("participants");
        return people.isEmpty() ? List.of(BLANK, BLANK) : people;
    }
}
