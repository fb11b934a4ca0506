package io.suture.trust.gate;

import io.suture.trust.attest.QualityApproval;
import io.suture.trust.attest.RiskAssessment;
import io.suture.trust.json.JsonObject;
import io.suture.trust.release.ReleaseId;
import java.util.List;

/** What stops a release, and whose evidence would resolve it. */
public sealed interface Blocker extends Finding
        permits Blocker.MissingEvidence, Blocker.RiskNotAcceptable, RunBlocker, ScanBlocker, ApprovalBlocker {

    /** Return the kind of evidence that resolves it. */
    String predicateType();

    @Override
    List<String> resolvedBy();

    /** Return the command that resolves it. */
    default String command(ReleaseId release) {
        return predicateType().equals(QualityApproval.TYPE)
                ? "suture approve " + release + " --reason TEXT"
                : "suture attest " + PredicateName.of(predicateType()) + " " + release + " --predicate FILE";
    }

    /** Too few different people signed this kind of evidence. */
    record MissingEvidence(String predicate, int required, List<String> present, List<String> resolvedBy)
            implements Blocker {
        /** Copies the lists. */
        public MissingEvidence {
            present = List.copyOf(present);
            resolvedBy = List.copyOf(resolvedBy);
        }

        @Override
        public String rule() {
            return "required-evidence";
        }

        @Override
        public String code() {
            return "missing-evidence";
        }

        @Override
        public String explain() {
            return "%s is signed by %d of %d people needed (%s)."
                    .formatted(PredicateName.of(predicate), present.size(), required, String.join(" or ", resolvedBy));
        }

        @Override
        public String predicateType() {
            return predicate;
        }

        @Override
        public JsonObject data() {
            return JsonObject.builder()
                    .put("predicate", predicate)
                    .put("required", required)
                    .putStrings("present", present)
                    .build();
        }
    }

    /** A risk found not acceptable, without a later assessment of the same vulnerabilities that finds it acceptable. */
    record RiskNotAcceptable(String assessment, List<String> vulnerabilities, List<String> resolvedBy)
            implements Blocker {
        /** Copies the lists. */
        public RiskNotAcceptable {
            vulnerabilities = List.copyOf(vulnerabilities);
            resolvedBy = List.copyOf(resolvedBy);
        }

        @Override
        public String rule() {
            return "risk-acceptable";
        }

        @Override
        public String code() {
            return "risk-not-acceptable";
        }

        @Override
        public String explain() {
            return "Assessment " + assessment + " finds the risk that stays not acceptable.";
        }

        @Override
        public String predicateType() {
            return RiskAssessment.TYPE;
        }

        @Override
        public JsonObject data() {
            return JsonObject.builder()
                    .put("assessment", assessment)
                    .putStrings("vulnerabilities", vulnerabilities)
                    .build();
        }
    }
}
