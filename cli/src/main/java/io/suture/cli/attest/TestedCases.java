package io.suture.cli.attest;

import io.suture.trust.json.JsonArray;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.JsonValue;
import io.suture.trust.testreport.Outcome;
import io.suture.trust.testreport.TestRecord;
import io.suture.trust.testreport.TestReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What reports say about a protocol.
 *
 * @param cases every case of the protocol, and every other that a test belongs to
 * @param tests every test
 * @param unassigned tests that belong to no case; a failed one still fails the run
 */
record TestedCases(List<TestedCase> cases, List<TestRecord> tests, List<TestRecord> unassigned) {

    /** Most failed or skipped tests that are named as deviations of their own. */
    static final int DEVIATIONS = 200;

    TestedCases {
        cases = List.copyOf(cases);
        tests = List.copyOf(tests);
        unassigned = List.copyOf(unassigned);
    }

    static TestedCases of(List<TestReport> reports, CaseMap map) {
        Map<String, List<TestRecord>> byCase = new LinkedHashMap<>();
        map.expected().forEach(id -> byCase.put(id, new ArrayList<>()));
        List<TestRecord> unassigned = new ArrayList<>();
        List<TestRecord> tests =
                reports.stream().flatMap(report -> report.tests().stream()).toList();
        tests.forEach(test -> assign(test, map.of(test), byCase, unassigned));
        List<TestedCase> cases = byCase.entrySet().stream()
                .map(entry -> new TestedCase(entry.getKey(), entry.getValue()))
                .toList();
        return new TestedCases(cases, tests, unassigned);
    }

    private static void assign(
            TestRecord test, Set<String> ids, Map<String, List<TestRecord>> byCase, List<TestRecord> unassigned) {
        if (ids.isEmpty()) {
            unassigned.add(test);
        }
        ids.forEach(
                id -> byCase.computeIfAbsent(id, ignored -> new ArrayList<>()).add(test));
    }

    /** Every case passed whole, and no test failed, whatever it belongs to. */
    boolean accepted() {
        return !cases.isEmpty()
                && cases.stream().allMatch(TestedCase::passed)
                && unassigned.stream().noneMatch(test -> test.outcome().failed());
    }

    String conclusion() {
        return accepted() ? "accepted" : "not-accepted";
    }

    String counts() {
        return "%d passed, %d failed, %d skipped, %d passed only when repeated, %d without a case"
                .formatted(
                        count(outcome -> outcome == Outcome.PASSED),
                        count(Outcome::failed),
                        count(outcome -> outcome == Outcome.SKIPPED),
                        count(outcome -> outcome == Outcome.FLAKY),
                        unassigned.size());
    }

    private long count(Predicate<Outcome> chosen) {
        return tests.stream().filter(test -> chosen.test(test.outcome())).count();
    }

    /** Writes results, lists and conclusion; a case that was not done has no result. */
    void write(JsonObject.Builder json) {
        List<String> failed = ids(TestedCase::failed);
        List<String> warned = ids(TestedCase::warned);
        json.putAll(
                        "results",
                        cases.stream()
                                .filter(TestedCase::done)
                                .map(TestedCase::toJson)
                                .toList())
                .put("result", !failed.isEmpty() ? "FAILED" : warned.isEmpty() ? "PASSED" : "WARNED")
                .putStrings("passedTests", ids(done -> done.passed() && !done.warned()))
                .putStrings("warnedTests", warned)
                .putStrings("failedTests", failed)
                .put("conclusion", conclusion());
    }

    private List<String> ids(Predicate<TestedCase> chosen) {
        return cases.stream().filter(chosen).map(TestedCase::id).toList();
    }

    /** Return the deviations given, and one for each test that failed or was skipped. */
    JsonArray deviations(JsonArray given) {
        Stream<JsonValue> seen = tests.stream()
                .filter(test -> !test.outcome().passed())
                .limit(DEVIATIONS)
                .map(this::deviation);
        return JsonArray.of(Stream.concat(given.elements().stream(), seen).toList());
    }

    private JsonObject deviation(TestRecord test) {
        JsonObject.Builder json = JsonObject.builder().put("test", test.id());
        caseOf(test).ifPresent(id -> json.put("case", id));
        String word = test.outcome() == Outcome.SKIPPED ? "skipped" : "failed";
        return json.put("observed", test.message().isEmpty() ? word : word + ": " + test.message())
                .build();
    }

    private Optional<String> caseOf(TestRecord test) {
        return cases.stream()
                .filter(done -> done.tests().contains(test))
                .map(TestedCase::id)
                .findFirst();
    }
}
