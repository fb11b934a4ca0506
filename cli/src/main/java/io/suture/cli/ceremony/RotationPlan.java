package io.suture.cli.ceremony;

import io.suture.cli.ceremony.PlanMembers.PlannedKey;
import io.suture.cli.ceremony.PlanMembers.ProductPlan;
import io.suture.trust.json.JsonObject;
import io.suture.trust.tuf.FamilyDemand;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a rotation changes; whatever it does not name stays. Relative paths start at its folder.
 *
 * @param place where it happens, for the record
 * @param participants who is present, for the record
 * @param changes what changes of root, targets and policy; a role that is named gets a new version in any case
 * @param sign private keys that sign now, of the root before as well
 * @param online new online public keys
 * @param products products that approvers sign beside the server, each stated completely
 * @param documents target path to file, for the policy role
 */
record RotationPlan(
        String place,
        List<String> participants,
        Map<String, RoleChange> changes,
        List<PlannedKey> sign,
        Optional<Path> online,
        Map<String, ProductPlan> products,
        Map<String, Path> documents) {

    private static final Set<String> MEMBERS =
            Set.of("place", "participants", "root", "targets", "policy", "sign", "online", "products", "documents");

    /**
     * What changes of one offline role.
     *
     * @param expires the new expiry
     * @param threshold the new threshold
     * @param families the new demand for families
     * @param add keys that gain the role; a private one signs now
     * @param remove keys that lose it, by location or key id
     */
    record RoleChange(
            Optional<Instant> expires,
            Optional<Long> threshold,
            Optional<FamilyDemand> families,
            List<PlannedKey> add,
            List<String> remove) {

        static final RoleChange NONE =
                new RoleChange(Optional.empty(), Optional.empty(), Optional.empty(), List.of(), List.of());

        private static RoleChange of(JsonObject json, Path base) {
            PlanMembers.requireKnown(json, Set.of("expires", "threshold", "families", "add", "remove"));
            return new RoleChange(
                    json.findInstant("expires"),
                    json.findInteger("threshold"),
                    json.has("families") ? Optional.of(PlanMembers.families(json)) : Optional.empty(),
                    PlanMembers.keys(json, "add", base),
                    PlanMembers.strings(json, "remove").stream()
                            .map(name -> OfflineRoles.isKeyId(name) ? name : besides(base, name))
                            .toList());
        }

        private static String besides(Path base, String name) {
            return name.startsWith("pkcs11:") ? name : base.resolve(name).toString();
        }
    }

    static RotationPlan read(Path file) {
        return PlanMembers.read(file, RotationPlan::of);
    }

    private static RotationPlan of(JsonObject json, Path base) {
        PlanMembers.requireKnown(json, MEMBERS);
        Map<String, RoleChange> changes = new LinkedHashMap<>();
        OfflineMetadata.ROLES.stream()
                .filter(json::has)
                .forEach(role -> changes.put(role, json.read(role, change -> RoleChange.of(change, base))));
        return new RotationPlan(
                json.findString("place").orElse(""),
                PlanMembers.strings(json, "participants"),
                changes,
                PlanMembers.keys(json, "sign", base),
                json.findString("online").map(base::resolve),
                PlanMembers.products(json, base),
                PlanMembers.documents(json, base));
    }

    RoleChange change(String role) {
        return changes.getOrDefault(role, RoleChange.NONE);
    }
}
