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
 * @param details what else it says
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
        String rig,
        RunDetails details)
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
     * @param requirements ids of the requirements that the case verifies, may be empty
     */
    public record Result(String testCase, boolean passed, List<String> requirements) {

        /** Copies the list. */
        public Result {
            requirements = Words.distinct("requirements", requirements);
        }

        /** A result that names no requirement. */
        public Result(String testCase, boolean passed) {
            this(testCase, passed, List.of());
        }

        static Result of(JsonObject json) {
            return new Result(
                    Documents.text(json, "case"),
                    Words.choose(json, "result", PASS, FAIL),
                    json.has("requirements") ? json.strings("requirements") : List.of());
        }

        JsonObject toJson() {
            JsonObject.Builder json = JsonObject.builder();
            json.put("case", testCase).put("result", passed ? PASS : FAIL);
            if (!requirements.isEmpty()) {
                json.putStrings("requirements", requirements);
            }
            return json.build();
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

    /** A run that says nothing more. */
    public ValidationRun(
            SignatureBlock signature,
            String run,
            ProtocolRef protocol,
            Instant startedAt,
            Instant finishedAt,
            Digest testedBuild,
            List<Result> results,
            JsonArray deviations,
            boolean accepted,
            String rig) {
        this(
                signature,
                run,
                protocol,
                startedAt,
                finishedAt,
                testedBuild,
                results,
                deviations,
                accepted,
                rig,
                RunDetails.NONE);
    }

    static ValidationRun of(JsonObject json) {
        List<Result> results = json.readEach("results", Result::of);
        return new ValidationRun(
                SignatureBlock.of(json),
                Documents.text(json, "run"),
                json.read("protocol", ProtocolRef::of),
                json.instant("startedAt"),
                json.instant("finishedAt"),
                Documents.digest(json, "testedBuild"),
                results,
                json.array("deviations"),
                Words.choose(json, "conclusion", ACCEPTED, NOT_ACCEPTED),
                json.string("rig"),
                RunDetails.of(json, results));
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
        JsonObject.Builder json = signature
                .begin()
                .put("run", run)
                .put("protocol", protocol.begin().build())
                .put("startedAt", startedAt)
                .put("finishedAt", finishedAt)
                .put("testedBuild", testedBuild.toString())
                .putAll("results", results.stream().map(Result::toJson).toList())
                .put("deviations", deviations)
                .put("conclusion", accepted ? ACCEPTED : NOT_ACCEPTED)
                .put("rig", rig);
        details.write(json);
        return json.build();
    }
}
