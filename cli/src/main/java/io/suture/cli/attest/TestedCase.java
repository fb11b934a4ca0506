package io.suture.cli.attest;

import io.suture.trust.json.JsonObject;
import io.suture.trust.testreport.Outcome;
import io.suture.trust.testreport.TestRecord;
import java.util.List;

/**
 * A protocol test case and the tests that ran for it.
 *
 * @param id the case
 * @param tests its tests, may be none
 */
record TestedCase(String id, List<TestRecord> tests) {

    TestedCase {
        tests = List.copyOf(tests);
    }

    boolean failed() {
        return tests.stream().anyMatch(test -> test.outcome().failed());
    }

    /** A case is done when all of it ran: one skipped test leaves it undone. */
    boolean passed() {
        return !tests.isEmpty()
                && tests.stream().allMatch(test -> test.outcome().passed());
    }

    boolean warned() {
        return passed() && tests.stream().anyMatch(test -> test.outcome() == Outcome.FLAKY);
    }

    boolean done() {
        return passed() || failed();
    }

    String words() {
        String result = failed() ? "FAIL" : passed() ? "pass" : "not done";
        return "%-9s %s  (%d tests%s)"
                .formatted(result, id, tests.size(), warned() ? ", passed only when repeated" : "");
    }

    JsonObject toJson() {
        JsonObject.Builder json = JsonObject.builder();
        json.put("case", id).put("result", failed() ? "fail" : "pass");
        List<String> requirements = tests.stream()
                .flatMap(test -> test.requirements().stream())
                .distinct()
                .toList();
        if (!requirements.isEmpty()) {
            json.putStrings("requirements", requirements);
        }
        return json.build();
    }
}
