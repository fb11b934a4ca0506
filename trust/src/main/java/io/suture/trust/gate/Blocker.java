package io.suture.trust.gate;

import io.suture.trust.attest.QualityApproval;
import io.suture.trust.attest.RegulatoryDecision;
import io.suture.trust.attest.RiskAssessment;
import io.suture.trust.attest.StandardPredicate;
import io.suture.trust.release.ReleaseId;
import java.util.List;

/** What stops a release, and whose evidence would resolve it. */
public sealed interface Blocker extends Finding
        permits Blocker.NoRuleForRelease,
                Blocker.MissingEvidence,
                Blocker.RiskNotAcceptable,
                Blocker.VulnerabilitiesNotAssessed,
                Blocker.KindDisagrees,
                Blocker.SignerNotIndependent,
                RunBlocker,
                ScanBlocker,
                ApprovalBlocker {

    /** Return the kind of evidence that resolves it. */
    String predicateType();

    @Override
    List<String> resolvedBy();

    /** Return the name under which a policy and a signed exception know the rule. */
    default String exceptedAs() {
        return rule();
    }

    /** Return the command that resolves it. */
    default String command(ReleaseId release) {
        return switch (predicateType()) {
            case QualityApproval.TYPE -> "suture approve " + release + " --reason TEXT";
            case StandardPredicate.REFERENCE -> "suture attest sbom " + release;
            case StandardPredicate.VULNS -> "suture attest scan " + release + " --grype JSON --payload FILE";
            case StandardPredicate.RELEASE -> "suture attest release " + release;
            default ->
                PredicateName.isOwn(predicateType())
                        ? "suture attest " + PredicateName.of(predicateType()) + " " + release + " --predicate FILE"
                        : "suture attest import " + release + " STATEMENT";
        };
    }

    /** The policy says nothing about such a release. */
    record NoRuleForRelease(String product, String kind, String content) implements Blocker {
        @Override
        public String rule() {
            return "release-rule";
        }

        @Override
        public String explain() {
            return ("The manufacturer's release policy has no rule for a release of product %s, kind %s, content %s. "
                            + "Nothing is released without a rule: the owners of the offline policy keys have to sign one.")
                    .formatted(product, kind, content);
        }

        @Override
        public String predicateType() {
            return ReleasePolicy.SCHEMA;
        }

        @Override
        public List<String> resolvedBy() {
            return List.of("admin");
        }

        @Override
        public String command(ReleaseId release) {
            return "suture root rotate --plan FILE";
        }
    }

    /** Too few different people signed this kind of evidence. */
    record MissingEvidence(String predicate, int required, List<String> present, List<String> resolvedBy)
            implements Blocker {
        @Override
        public String rule() {
            return "required-evidence";
        }

        @Override
        public String explain() {
            return "This release needs %s, signed by %d %s with the role %s. Signed so far: %s."
                    .formatted(
                            PredicateName.words(predicate),
                            required,
                            required == 1 ? "person" : "different people",
                            String.join(" or ", resolvedBy),
                            present.isEmpty() ? "by nobody" : "by " + String.join(", ", present));
        }

        @Override
        public String predicateType() {
            return predicate;
        }

        @Override
        public String exceptedAs() {
            return PredicateName.of(predicate);
        }
    }

    /** A risk found not acceptable, without a later assessment of the same vulnerabilities that finds it acceptable. */
    record RiskNotAcceptable(String assessment, List<String> vulnerabilities, List<String> resolvedBy)
            implements Blocker {
        @Override
        public String rule() {
            return Exceptible.RISK_ACCEPTABLE;
        }

        @Override
        public String explain() {
            return ("Risk assessment %s finds that the risk which stays with this release is not acceptable. A later "
                            + "assessment of the same vulnerabilities (%s) has to find it acceptable.")
                    .formatted(assessment, String.join(", ", vulnerabilities));
        }

        @Override
        public String predicateType() {
            return RiskAssessment.TYPE;
        }
    }

    /** Vulnerabilities that the release claims to fix and that no risk assessment is about. */
    record VulnerabilitiesNotAssessed(List<String> vulnerabilities, List<String> resolvedBy) implements Blocker {
        @Override
        public String rule() {
            return Exceptible.VULNERABILITIES_ASSESSED;
        }

        @Override
        public String explain() {
            return "The release says that it fixes " + String.join(", ", vulnerabilities)
                    + ", but no risk assessment says what this means for patients.";
        }

        @Override
        public String predicateType() {
            return RiskAssessment.TYPE;
        }
    }

    /** The kind of the release is not what the risk and the regulatory decision make it. */
    record KindDisagrees(String kind, Problem problem, List<String> resolvedBy) implements Blocker {

        /** What does not agree. */
        public enum Problem {
            CORRECTION_NOT_DECIDED(
                    "a risk without the patch is uncontrolled, so the regulatory decision has to say whether "
                            + "this is a correction (member correctionRequired)"),
            CORRECTION_REQUIRED("the regulatory decision says that this is a correction, so the release has to be "
                    + "submitted again with the kind correction"),
            CORRECTION_NOT_REQUIRED("no regulatory decision says that this is a correction");

            private final String words;

            Problem(String words) {
                this.words = words;
            }
        }

        @Override
        public String rule() {
            return Exceptible.KIND_AGREES;
        }

        @Override
        public String explain() {
            return "The release is submitted as " + kind + ", but " + problem.words + ".";
        }

        @Override
        public String predicateType() {
            return RegulatoryDecision.TYPE;
        }
    }

    /** Whoever ordered the signature had a duty that excludes it. */
    record SignerNotIndependent(String person, List<String> alsoActedAs, List<String> resolvedBy) implements Blocker {
        @Override
        public String rule() {
            return Rule.SEPARATION;
        }

        @Override
        public String explain() {
            return Rule.notIndependent(person, "ordered to sign this release", alsoActedAs);
        }

        @Override
        public String predicateType() {
            return StandardPredicate.RELEASE;
        }
    }
}
