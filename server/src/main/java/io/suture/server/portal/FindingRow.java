package io.suture.server.portal;

import io.suture.trust.json.JsonObject;
import java.util.List;

/** A finding of the gate on the page. */
record FindingRow(boolean blocks, String rule, String explain, String resolvedBy, String command) {

    static List<FindingRow> of(JsonObject verdict) {
        return verdict.readEach("findings", FindingRow::row);
    }

    private static FindingRow row(JsonObject finding) {
        return new FindingRow(
                finding.bool("blocks"),
                finding.string("rule"),
                finding.string("explain"),
                finding.has("resolvedBy") ? String.join(", ", finding.strings("resolvedBy")) : "",
                finding.findString("command").orElse(""));
    }
}
