package io.suture.trust.evidence;

import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import io.suture.trust.log.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Private sections that the package discloses, each matched with the commitment in its entry. */
final class Disclosures {

    private record Disclosed(LoggedEntry entry, Section section) {}

    private final List<Disclosed> all = new ArrayList<>();

    /** Reads the disclosures; one that does not match its commitment fails. */
    static Disclosures read(PackageFiles files, List<LoggedEntry> entries) {
        Disclosures disclosures = new Disclosures();
        for (JsonObject line : files.lines("disclosures.jsonl")) {
            disclosures.add(line, entries);
        }
        if (disclosures.all.isEmpty()) {
            throw new OpenCheck("the package discloses nothing");
        }
        return disclosures;
    }

    int size() {
        return all.size();
    }

    /** Return the disclosed {@code detail} of an entry. */
    Optional<JsonObject> detail(LoggedEntry entry) {
        return all.stream()
                .filter(disclosed ->
                        disclosed.entry() == entry && disclosed.section().name().equals("detail"))
                .map(disclosed -> Json.parseObject(disclosed.section().body()))
                .findFirst();
    }

    private void add(JsonObject line, List<LoggedEntry> entries) {
        long index = line.integer("index");
        LoggedEntry entry = entries.stream()
                .filter(candidate -> candidate.index() == index)
                .findFirst()
                .orElseThrow(() -> new FailedCheck("discloses entry " + index + ", which is not in the package"));
        Section section = DisclosedSections.section(line);
        if (!entry.entry().commitsTo(section)) {
            throw new FailedCheck("section " + section.name() + " of entry " + index + " is not what was logged");
        }
        all.add(new Disclosed(entry, section));
    }
}
