package io.suture.cli.demo.stage;

import io.suture.trust.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A person of the demo.
 *
 * @param id the person's id, also the name of the example key
 * @param printedName as it stands on records
 * @param roles what the person may do
 * @param facility where a clinical engineer works
 */
public record Cast(String id, String printedName, List<String> roles, Optional<String> facility) {

    private static final Map<String, String> ROLES = Map.of(
            "RELEASE_ENGINEER", "release-engineer",
            "SIGNING_OFFICER", "release-engineer",
            "VALIDATION_APPROVER", "validator",
            "PSIRT", "validator",
            "QUALITY_APPROVER", "quality-approver",
            "FACILITY_APPROVER", "facility",
            "AUDITOR", "auditor");

    public Cast {
        roles = List.copyOf(roles);
    }

    /** The people of the sample data. */
    static List<Cast> of(SampleData sample) {
        return sample.entries("users").stream().map(Cast::of).toList();
    }

    private static Cast of(JsonObject user) {
        return new Cast(
                user.string("id"),
                user.string("printedName"),
                List.of(ROLES.getOrDefault(user.string("role"), "auditor")),
                user.findString("facility"));
    }
}
