package io.suture.server.dossier;

import io.suture.trust.json.JsonObject;
import java.util.List;

/** Section 15: every log entry that touches the release, with old and new values where they were recorded. */
final class TrailSection {

    /** Most entries that are printed; all of them are in {@code log/entries.jsonl}. */
    static final int PRINTED = 2_000;

    private TrailSection() {}

    static Section of(DossierRecord record) {
        List<Happening> all = record.happenings();
        JsonObject content = JsonObject.builder()
                .put("entries", all.size())
                .put("printed", Math.min(all.size(), PRINTED))
                .put(
                        "note",
                        "Times are the server's, in UTC. Entries of other releases are in the log as hashes only. Who read"
                                + " this release's dossier appears as package.exported.")
                .putAll(
                        "trail",
                        all.stream().limit(PRINTED).map(Happening::toJson).toList())
                .build();
        return new Section("15", "audit-trail", "Audit trail extract", "21 CFR 11.10(e)", content);
    }
}
