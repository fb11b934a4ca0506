package io.suture.trust.evidence;

import io.suture.trust.json.JsonObject;
import java.util.List;
import java.util.Optional;

/**
 * What a verification found.
 *
 * @param checks in the order done
 * @param notProven what cannot be proven this way; a reader must know
 */
public record Report(List<Check> checks, List<String> notProven) {

    /** What time stamps cannot prove. */
    static final String STAMPS = "how long an entry was there before its first time stamp, and whether the authority's"
            + " certificate was revoked";

    /** What no package can prove about itself; a reader must know. */
    public static final List<String> NOT_PROVEN = List.of(
            "that the tests were well chosen, or that a tester saw what a run states",
            "that the person behind a key is the named one, beyond the registration of the key",
            "the instants that people and devices state, beyond their order in the log",
            STAMPS,
            "that the log was shown to others in the same form: compare the checkpoint with one seen elsewhere",
            "that every entry of this release was handed over: of the others only hashes are here",
            "that events were not kept from the log before they were recorded",
            "the state of devices that sent no receipt",
            "compliance with any regulation");

    /** The sum of all checks; never "compliant". */
    public enum Overall {
        VERIFIED,
        VERIFIED_WITH_GAPS,
        NOT_VERIFIED
    }

    /** Copies the lists. */
    public Report {
        checks = List.copyOf(checks);
        notProven = List.copyOf(notProven);
    }

    /** Return the sum of all checks. */
    public Overall overall() {
        if (checks.isEmpty() || has(Check.Outcome.FAIL)) {
            return Overall.NOT_VERIFIED;
        }
        return has(Check.Outcome.NOT_CHECKED) ? Overall.VERIFIED_WITH_GAPS : Overall.VERIFIED;
    }

    /** Return the first check that failed. */
    public Optional<Check> firstFailure() {
        return checks.stream()
                .filter(check -> check.outcome() == Check.Outcome.FAIL)
                .findFirst();
    }

    /** Return the check with that id. */
    public Optional<Check> check(String id) {
        return checks.stream().filter(check -> check.id().equals(id)).findFirst();
    }

    /** Return the report as JSON. */
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("overall", overall().name())
                .putAll("checks", checks.stream().map(Check::toJson).toList())
                .putStrings("notProven", notProven())
                .build();
    }

    private boolean has(Check.Outcome outcome) {
        return checks.stream().anyMatch(check -> check.outcome() == outcome);
    }
}
