package io.suture.trust.gate;

import io.suture.trust.json.JsonObject;
import io.suture.trust.json.MalformedDocumentException;
import io.suture.trust.release.Documents;
import java.util.List;
import java.util.Set;

/**
 * Which rule may be excepted, by whom and for how long.
 *
 * @param rule the name of a rule, or the short name of a required predicate
 * @param roles a signer of the exception must have one of these
 * @param threshold how many different people must sign it
 * @param maxDays how long an exception may last
 */
public record ExceptionRule(String rule, List<String> roles, int threshold, int maxDays) {

    /** Longest exception. */
    public static final int MAX_DAYS = 366;

    private static final Set<String> MEMBERS = Set.of("rule", "roles", "threshold", "maxDays");

    /** Checks roles, threshold and days. */
    public ExceptionRule {
        roles = List.copyOf(roles);
        if (roles.isEmpty() || threshold < 1 || threshold > Requirement.MAX_THRESHOLD) {
            throw new MalformedDocumentException("exceptions", "a role and a threshold of 1 to 32 are expected");
        }
        if (maxDays < 1 || maxDays > MAX_DAYS) {
            throw new MalformedDocumentException("maxDays", "1 to " + MAX_DAYS + " are expected");
        }
    }

    static ExceptionRule of(JsonObject json) {
        Documents.requireOnly(json, MEMBERS);
        return new ExceptionRule(
                Documents.text(json, "rule"),
                json.strings("roles"),
                PolicyJson.number(json, "threshold"),
                PolicyJson.number(json, "maxDays"));
    }

    JsonObject toJson() {
        return JsonObject.builder()
                .put("rule", rule)
                .putStrings("roles", roles)
                .put("threshold", threshold)
                .put("maxDays", maxDays)
                .build();
    }
}
