package io.suture.cli.ceremony;

import io.suture.trust.digest.Digest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The written record of a ceremony, to be printed and signed by those present. */
final class CeremonyRecord {

    static final String FILE = "ceremony-record.md";

    private CeremonyRecord() {}

    static String of(CeremonyPlan plan, OfflineMetadata offline, Instant now) {
        List<String> lines = new ArrayList<>();
        lines.add("# Root of trust of manufacturer " + plan.manufacturer() + ": ceremony record");
        lines.add("");
        lines.add("* Time: " + now);
        lines.add("* Place: " + (plan.place().isEmpty() ? "________________" : plan.place()));
        lines.add("* Tool: suture 0.1.0");
        lines.add("");
        lines.add("## Files");
        lines.add("");
        offline.metadata().forEach((name, bytes) -> lines.add("* `" + name + "` " + Digest.of(bytes)));
        lines.add("");
        lines.add("## Roles, keys, signatures");
        lines.add("");
        Summary.of(offline).forEach(line -> lines.add("    " + line));
        lines.add("");
        lines.add("## Present");
        lines.add("");
        people(plan)
                .forEach(person -> lines.add("* " + person + "    Signature: ________________    Date: __________"));
        lines.add("");
        return String.join("\n", lines);
    }

    private static List<String> people(CeremonyPlan plan) {
        return plan.participants().isEmpty() ? List.of("________________", "________________") : plan.participants();
    }
}
