package io.suture.server.evidence;

import io.suture.server.problem.ProblemType;
import io.suture.server.problem.Refusal;
import io.suture.trust.gate.SetAside;
import java.util.Map;

/** Why an envelope is not taken as evidence. */
sealed interface EvidenceRefusal extends Refusal {

    /** The gate would set it aside; the server does not collect what cannot count. */
    record NotCounted(SetAside finding) implements EvidenceRefusal {

        @Override
        public ProblemType type() {
            return switch (finding) {
                case SetAside.SubjectMismatch f -> ProblemType.SUBJECT_MISMATCH;
                case SetAside.KeyNotAuthorised f -> ProblemType.KEY_NOT_AUTHORISED;
                case SetAside.SignerMismatch f -> ProblemType.AUTHOR_MISMATCH;
                case SetAside.RoleNotPermitted f -> ProblemType.ROLE_NOT_PERMITTED;
                default -> ProblemType.EVIDENCE_REFUSED;
            };
        }

        @Override
        public String detail() {
            return finding.explain();
        }

        @Override
        public Map<String, Object> data() {
            return Map.of("code", finding.code());
        }
    }

    /** Somebody hands in what somebody else signed. */
    record AuthorMismatch(String author, String actor) implements EvidenceRefusal {

        @Override
        public ProblemType type() {
            return ProblemType.AUTHOR_MISMATCH;
        }

        @Override
        public String detail() {
            return "The statement names '%s' as its author, you are '%s'.".formatted(author, actor);
        }

        @Override
        public Map<String, Object> data() {
            return Map.of("author", author);
        }
    }

    /** No policy says what a release needs and who may sign. */
    record PolicyMissing() implements EvidenceRefusal {

        @Override
        public ProblemType type() {
            return ProblemType.POLICY_MISSING;
        }

        @Override
        public String detail() {
            return "The repository has no release policy yet: publish the offline metadata first.";
        }
    }

    /** The release has all the evidence it may have. */
    record TooMuch(String what, long limit) implements EvidenceRefusal {

        @Override
        public ProblemType type() {
            return ProblemType.TOO_LARGE;
        }

        @Override
        public String detail() {
            return "A release has at most %d %s of evidence.".formatted(limit, what);
        }

        @Override
        public Map<String, Object> data() {
            return Map.of("limit", limit);
        }
    }
}
