package io.suture.cli.ceremony;

import io.suture.cli.ceremony.PlanMembers.PlannedKey;
import io.suture.cli.ceremony.PlanMembers.ProductPlan;
import io.suture.trust.json.JsonObject;
import io.suture.trust.tuf.FamilyDemand;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The plan of a first ceremony, {@code ceremony.json}. Relative paths start at its folder.
 *
 * @param manufacturer whose root of trust it is
 * @param place where it happens, for the record
 * @param participants who is present, for the record
 * @param root the root role
 * @param targets the targets role
 * @param policy the policy role
 * @param online the online public keys, as {@code manufacturer signing-keys} wrote them
 * @param products products that approvers sign beside the server
 * @param documents target path to file, for the policy role
 */
record CeremonyPlan(
        String manufacturer,
        String place,
        List<String> participants,
        RolePlan root,
        RolePlan targets,
        RolePlan policy,
        Path online,
        Map<String, ProductPlan> products,
        Map<String, Path> documents) {

    private static final Set<String> MEMBERS = Set.of(
            "manufacturer", "place", "participants", "root", "targets", "policy", "online", "products", "documents");

    /**
     * One offline role.
     *
     * @param expires when it expires
     * @param threshold how many keys must sign
     * @param families what is demanded of each family of keys
     * @param keys the role's keys
     */
    record RolePlan(Instant expires, int threshold, FamilyDemand families, List<PlannedKey> keys) {

        private static RolePlan of(JsonObject json, Path base) {
            PlanMembers.requireKnown(json, Set.of("expires", "threshold", "families", "keys"));
            List<PlannedKey> keys = PlanMembers.keys(json, "keys", base);
            return new RolePlan(
                    json.instant("expires"),
                    PlanMembers.threshold(json, keys.size()),
                    PlanMembers.families(json),
                    keys);
        }
    }

    static CeremonyPlan read(Path file) {
        return PlanMembers.read(file, CeremonyPlan::of);
    }

    private static CeremonyPlan of(JsonObject json, Path base) {
        PlanMembers.requireKnown(json, MEMBERS);
        return new CeremonyPlan(
                json.string("manufacturer"),
                json.findString("place").orElse(""),
                PlanMembers.strings(json, "participants"),
                json.read("root", role -> RolePlan.of(role, base)),
                json.read("targets", role -> RolePlan.of(role, base)),
                json.read("policy", role -> RolePlan.of(role, base)),
                base.resolve(json.string("online")),
                PlanMembers.products(json, base),
                PlanMembers.documents(json, base));
    }
}
