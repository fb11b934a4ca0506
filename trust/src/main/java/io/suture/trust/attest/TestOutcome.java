package io.suture.trust.attest;

import io.suture.trust.attest.ValidationRun.Result;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.MalformedDocumentException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The summary of a run in the members of in-toto {@code test-result/v0.1}, so that its readers understand a validation
 * run. It must agree with the results.
 *
 * @param passed the cases that passed
 * @param warned the cases that passed with a warning
 * @param failed the cases that failed
 */
public record TestOutcome(List<String> passed, List<String> warned, List<String> failed) {

    /** Copies the lists. */
    public TestOutcome {
        passed = Words.distinct("passedTests", passed);
        warned = Words.distinct("warnedTests", warned);
        failed = Words.distinct("failedTests", failed);
    }

    /** Return {@code PASSED}, {@code WARNED} or {@code FAILED}: the worst of the lists. */
    public String result() {
        if (!failed.isEmpty()) {
            return "FAILED";
        }
        return warned.isEmpty() ? "PASSED" : "WARNED";
    }

    static Optional<TestOutcome> find(JsonObject json) {
        if (!json.has("result")) {
            return Optional.empty();
        }
        TestOutcome outcome =
                new TestOutcome(json.strings("passedTests"), json.strings("warnedTests"), json.strings("failedTests"));
        if (!outcome.result().equals(json.string("result"))) {
            throw new MalformedDocumentException("result", outcome.result() + " is expected by the lists of tests");
        }
        return Optional.of(outcome);
    }

    void requireAgreement(List<Result> results) {
        Set<String> good = new HashSet<>(passed);
        good.addAll(warned);
        boolean agrees = good.equals(cases(results, true))
                && Set.copyOf(failed).equals(cases(results, false))
                && good.size() == passed.size() + warned.size();
        if (!agrees) {
            throw new MalformedDocumentException("result", "the lists of tests do not agree with the results");
        }
    }

    void write(JsonObject.Builder json) {
        json.put("result", result())
                .putStrings("passedTests", passed)
                .putStrings("warnedTests", warned)
                .putStrings("failedTests", failed);
    }

    private static Set<String> cases(List<Result> results, boolean passed) {
        return results.stream()
                .filter(result -> result.passed() == passed)
                .map(Result::testCase)
                .collect(Collectors.toSet());
    }
}
