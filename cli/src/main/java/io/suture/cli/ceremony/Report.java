package io.suture.cli.ceremony;

import io.suture.cli.session.Session;
import io.suture.trust.key.KeyId;
import io.suture.trust.key.PublicKey;
import io.suture.trust.tuf.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A metadata file in words, so that a person sees what a key signs. */
final class Report {

    private Report() {}

    /** Return what a file says, what differs, who signed and who has not. */
    static List<String> of(FileState state, Map<String, String> owners) {
        List<String> lines = new ArrayList<>(differences(state));
        Set<KeyId> signed = state.signedBy();
        for (FileState.Demand demand : state.demands()) {
            lines.add("  needs " + demand.keys().threshold() + " of "
                    + demand.keys().keys().size() + " keys of " + demand.of() + ", has "
                    + state.file().verifiedBy(demand.keys()).size());
            demand.keys().keys().forEach((id, key) -> lines.add(key(id, key, signed.contains(id), owners)));
        }
        return lines;
    }

    /** Return what differs from the version before; what is dangerous comes first and is marked. */
    static List<String> differences(FileState state) {
        List<String> lines = new ArrayList<>();
        lines.add(state.name() + "  " + state.digest()
                + (state.before().isPresent() ? "  against the version before:" : "  is the first:"));
        List<Change> changes = state.differences();
        changes.forEach(change -> lines.add((change instanceof Change.Dangerous ? "  ! " : "  - ") + change.inWords()));
        if (changes.isEmpty()) {
            lines.add("  - nothing");
        }
        return lines;
    }

    /** Says how many signatures each file has. */
    static void progress(Session session, List<FileState> states) {
        states.forEach(state -> state.demands()
                .forEach(demand -> session.say(state.name() + "  "
                        + state.file().verifiedBy(demand.keys()).size() + " of "
                        + demand.keys().threshold() + " signatures by keys of " + demand.of())));
    }

    private static String key(KeyId id, PublicKey key, boolean signed, Map<String, String> owners) {
        return "    " + (signed ? "signed  " : "open    ") + id.value() + "  " + key.algorithm() + "  "
                + owners.getOrDefault(id.value(), "");
    }
}
