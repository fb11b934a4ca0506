package io.suture.cli.ceremony;

import io.suture.cli.ceremony.OfflineMetadata.RoleState;
import io.suture.trust.digest.Digest;
import io.suture.trust.json.JsonObject;
import io.suture.trust.key.KeyId;
import io.suture.trust.key.PublicKey;
import io.suture.trust.tuf.DelegatedRole;
import java.util.ArrayList;
import java.util.List;

/** What is in the metadata, in words, so that a person sees what a key signs. */
final class Summary {

    private Summary() {}

    static List<String> of(OfflineMetadata offline) {
        List<String> lines = new ArrayList<>();
        offline.states().forEach(state -> lines.addAll(role(offline, state)));
        lines.add("delegations of targets");
        for (DelegatedRole role :
                offline.of("targets").asTargets().delegations().roles()) {
            lines.add("  " + role.name() + "  paths "
                    + String.join(" ", role.paths().orElse(List.of())) + "  "
                    + role.keys().threshold() + " of " + role.keys().keys().size());
        }
        lines.add("documents of policy");
        offline.documents().forEach((target, bytes) -> lines.add("  " + target + "  " + Digest.of(bytes)));
        return lines;
    }

    static List<String> role(OfflineMetadata offline, RoleState state) {
        List<String> lines = new ArrayList<>();
        JsonObject signed = offline.of(state.role()).signed();
        lines.add(state.file() + "  expires " + signed.string("expires") + "  needs "
                + state.keys().threshold() + " of " + state.keys().keys().size() + " signatures, has "
                + state.signedBy().size());
        state.keys().keys().forEach((id, key) -> lines.add(key(state, id, key)));
        return lines;
    }

    private static String key(RoleState state, KeyId id, PublicKey key) {
        return "  " + (state.signedBy().contains(id) ? "signed  " : "open    ") + id.value() + "  " + key.algorithm();
    }
}
