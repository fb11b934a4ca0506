package io.suture.trust.attest;

import io.suture.trust.digest.Digest;
import io.suture.trust.json.JsonArray;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.MalformedDocumentException;
import io.suture.trust.release.Documents;
import java.time.Instant;
import java.util.List;

/**
 * One execution of a validation protocol on one build. A run that failed stays; a later one repeats it.
 *
 * @param run the run's id
 * @param protocol what was followed
 * @param startedAt when it began
 * @param finishedAt when it ended
 * @param testedBuild the digest of the payload that ran
 * @param results one for each test case done
 * @param deviations what went otherwise than planned, free form
 * @param accepted the tester's conclusion
 * @param rig where it ran
 */
public record ValidationRun(
        SignatureBlock signature,
        String run,
        ProtocolRef protocol,
        Instant startedAt,
        Instant finishedAt,
        Digest testedBuild,
        List<Result> results,
        JsonArray deviations,
        boolean accepted,
        String rig)
        implements HumanPredicate {

    /** The predicate type. */
    public static final String TYPE = "urn:suture:predicate:validation-run:v1";

    private static final String ACCEPTED = "accepted";
    private static final String NOT_ACCEPTED = "not-accepted";
    private static final String PASS = "pass";
    private static final String FAIL = "fail";

    /**
     * The outcome of one test case.
     *
     * @param testCase the case's id
     * @param passed whether it passed
     */
    public record Result(String testCase, boolean passed) {

        static Result of(JsonObject json) {
            return new Result(Documents.text(json, "case"), Words.choose(json, "result", PASS, FAIL));
        }

        JsonObject toJson() {
            return JsonObject.builder()
                    .put("case", testCase)
                    .put("result", passed ? PASS : FAIL)
                    .build();
        }
    }

    /** Copies the results and refuses a run that ends before it begins or names a case twice. */
    public ValidationRun {
        results = List.copyOf(results);
        Words.distinct("results", results.stream().map(Result::testCase).toList());
        if (finishedAt.isBefore(startedAt)) {
            throw new MalformedDocumentException("finishedAt", "is before startedAt");
        }
    }

    static ValidationRun of(JsonObject json) {
        return new ValidationRun(
                SignatureBlock.of(json),
                Documents.text(json, "run"),
                json.read("protocol", ProtocolRef::of),
                json.instant("startedAt"),
                json.instant("finishedAt"),
                Documents.digest(json, "testedBuild"),
                json.readEach("results", Result::of),
                json.array("deviations"),
                Words.choose(json, "conclusion", ACCEPTED, NOT_ACCEPTED),
                json.string("rig"));
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public Instant latestTime() {
        return finishedAt.isAfter(signature.signedAt()) ? finishedAt : signature.signedAt();
    }

    @Override
    public JsonObject toJson() {
        return signature
                .begin()
                .put("run", run)
                .put("protocol", protocol.begin().build())
                .put("startedAt", startedAt)
                .put("finishedAt", finishedAt)
                .put("testedBuild", testedBuild.toString())
                .putAll("results", results.stream().map(Result::toJson).toList())
                .put("deviations", deviations)
                .put("conclusion", accepted ? ACCEPTED : NOT_ACCEPTED)
                .put("rig", rig)
                .build();
    }
}
