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
        public Answer answer() {
            return Answer.of(of(finding), finding.explain(), Map.of("code", finding.code()));
        }

        private static ProblemType of(SetAside finding) {
            return switch (finding) {
                case SetAside.SubjectMismatch f -> ProblemType.SUBJECT_MISMATCH;
                case SetAside.KeyNotAuthorised f -> ProblemType.KEY_NOT_AUTHORISED;
                case SetAside.SignerMismatch f -> ProblemType.AUTHOR_MISMATCH;
                case SetAside.RoleNotPermitted f -> ProblemType.ROLE_NOT_PERMITTED;
                default -> ProblemType.EVIDENCE_REFUSED;
            };
        }
    }

    /** Somebody hands in what somebody else signed. */
    record AuthorMismatch(String author, String actor) implements EvidenceRefusal {

        @Override
        public Answer answer() {
            return Answer.of(
                    ProblemType.AUTHOR_MISMATCH,
                    "The statement names '%s' as its author, you are '%s'.".formatted(author, actor),
                    Map.of("author", author));
        }
    }

    /** No policy says what a release needs and who may sign. */
    record PolicyMissing() implements EvidenceRefusal {

        @Override
        public Answer answer() {
            return Answer.of(
                    ProblemType.POLICY_MISSING,
                    "The repository has no release policy yet: publish the offline metadata first.");
        }
    }

    /** The release has all the evidence it may have. */
    record TooMuch(String what, long limit) implements EvidenceRefusal {

        @Override
        public Answer answer() {
            return Answer.of(
                    ProblemType.TOO_LARGE,
                    "A release has at most %d %s of evidence.".formatted(limit, what),
                    Map.of("limit", limit));
        }
    }
}
