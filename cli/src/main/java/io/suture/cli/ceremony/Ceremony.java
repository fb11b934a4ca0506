package io.suture.cli.ceremony;

import io.suture.cli.ceremony.RecordStep.Attendance;
import io.suture.cli.keys.OpenKey;
import io.suture.cli.session.LocalFiles;
import io.suture.trust.json.JsonObject;
import io.suture.trust.tuf.MetadataWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Makes offline metadata and signs them with the keys that are present; writes files, record and signing request. */
final class Ceremony {

    private final String step;
    private final CeremonyRecord record;
    private final KeyRing ring;
    private final Instant now;

    /**
     * What a ceremony made.
     *
     * @param offline all files after it
     * @param made names of the files that it made
     * @param signatures the signatures that it added
     */
    record Outcome(OfflineMetadata offline, List<String> made, List<RoleSignature> signatures) {

        List<FileState> madeStates() {
            return offline.states().stream()
                    .filter(state -> made.contains(state.name()))
                    .toList();
        }
    }

    Ceremony(String step, CeremonyRecord record, KeyRing ring, Instant now) {
        this.step = step;
        this.record = record;
        this.ring = ring;
        this.now = now;
    }

    /** Return the first files of a manufacturer. */
    Outcome first(OfflineRoles roles, Map<String, byte[]> documents) {
        return signed(
                Map.of(
                        "root", roles.rootMetadata(),
                        "targets", roles.targetsMetadata(),
                        "policy", roles.policyMetadata(documents)),
                new OfflineMetadata(Map.of(), Map.of(), documents));
    }

    /** Return the next files: those that a plan names, and those that must change because of it. */
    Outcome next(OfflineMetadata present, OfflineRoles wanted, RotationPlan plan, Map<String, byte[]> documents) {
        OfflineRoles was = OfflineRoles.of(present);
        boolean root = plan.changes().containsKey("root") || !wanted.sameRoot(was);
        boolean targets = plan.changes().containsKey("targets") || !wanted.sameTargets(was);
        boolean policy = plan.changes().containsKey("policy")
                || !wanted.policyMetadata(documents).equals(was.policyMetadata(present.documents()))
                || !wanted.policy().equals(was.policy());
        OfflineRoles next = new OfflineRoles(
                root ? wanted.root().next() : wanted.root(),
                targets ? wanted.targets().next() : wanted.targets(),
                policy ? wanted.policy().next() : wanted.policy(),
                wanted.snapshot(),
                wanted.timestamp(),
                wanted.delegations());
        Map<String, JsonObject> made = new LinkedHashMap<>();
        put(made, root, "root", next.rootMetadata());
        put(made, targets, "targets", next.targetsMetadata());
        put(made, policy, "policy", next.policyMetadata(documents));
        return signed(made, new OfflineMetadata(present.metadata(), present.before(), documents));
    }

    private static void put(Map<String, JsonObject> made, boolean changed, String role, JsonObject signed) {
        if (changed) {
            made.put(role, signed);
        }
    }

    private Outcome signed(Map<String, JsonObject> made, OfflineMetadata present) {
        Map<String, byte[]> metadata = new LinkedHashMap<>();
        Map<String, byte[]> before = new LinkedHashMap<>(present.before());
        List<String> names = new ArrayList<>();
        for (String role : OfflineMetadata.ROLES) {
            Optional<String> old = present.metadata().keySet().stream()
                    .filter(name -> OfflineMetadata.roleOf(name).equals(Optional.of(role)))
                    .findFirst();
            JsonObject signed = made.get(role);
            if (signed == null) {
                old.ifPresent(name -> metadata.put(name, present.metadata().get(name)));
            } else {
                old.ifPresent(name -> {
                    before.keySet()
                            .removeIf(earlier -> OfflineMetadata.roleOf(earlier).equals(Optional.of(role)));
                    before.put(name, present.metadata().get(name));
                });
                names.add(OfflineMetadata.fileName(role, signed.integer("version")));
                metadata.put(names.getLast(), MetadataWriter.sign(signed, List.of()));
            }
        }
        return signAll(new OfflineMetadata(metadata, before, present.documents()), names);
    }

    private Outcome signAll(OfflineMetadata unsigned, List<String> names) {
        OfflineMetadata offline = unsigned;
        List<RoleSignature> signatures = new ArrayList<>();
        for (FileState state : unsigned.states()) {
            FileState signed = state;
            for (OpenKey key : ring.signers()) {
                if (names.contains(state.name())
                        && state.keys().containsKey(key.signer().publicKey().keyId())) {
                    RoleSignature signature = RoleSignature.make(state, key.signer(), key.store(), now);
                    offline = offline.with(state.name(), signature.addTo(signed));
                    signed = offline.state(state.name());
                    signatures.add(signature);
                }
            }
        }
        return new Outcome(offline, names, signatures);
    }

    /** Return who holds which key, by key id, as far as it was ever told. */
    Map<String, String> owners() {
        Map<String, String> owners = new TreeMap<>(record.owners());
        owners.putAll(ring.owners());
        return owners;
    }

    /** Writes everything that a ceremony leaves in its folder. */
    void write(Outcome outcome, Attendance attendance, Path folder) {
        List<JsonObject> made =
                outcome.madeStates().stream().map(RecordStep::describe).toList();
        outcome.offline().write(folder);
        CeremonyRecord extended = record.append(
                ring.owners(), RecordStep.of(step, now, attendance, made, outcome.signatures(), outcome.offline()));
        finish(extended, outcome.offline(), folder);
    }

    /** Writes record and signing request. */
    static void finish(CeremonyRecord record, OfflineMetadata offline, Path folder) {
        record.write(folder);
        LocalFiles.write(
                folder.resolve(SigningRequest.FILE),
                new SigningRequest(record.manufacturer(), record.owners(), offline).toJson());
    }
}
