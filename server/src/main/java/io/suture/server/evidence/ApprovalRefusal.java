package io.suture.server.evidence;

import io.suture.server.problem.ProblemType;
import io.suture.server.problem.Refusal;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Why a signature is not taken as an approval. */
sealed interface ApprovalRefusal extends Refusal {

    /** An approval was handed in as if it were any other evidence. */
    record NotAsked() implements ApprovalRefusal {

        @Override
        public Answer answer() {
            return Answer.of(
                    ProblemType.STEP_UP_REQUIRED,
                    "An approval is signed in two steps: POST .../approvals, then its signature.");
        }
    }

    /** The actor does not have the role in which they want to sign. */
    record RoleMissing(String role) implements ApprovalRefusal {

        @Override
        public Answer answer() {
            return Answer.of(
                    ProblemType.ROLE_NOT_PERMITTED,
                    "You do not have the role '%s'.".formatted(role),
                    Map.of("role", role));
        }
    }

    /** The person has nothing to sign with. */
    record NoKey(String method) implements ApprovalRefusal {

        @Override
        public Answer answer() {
            return Answer.of(
                    ProblemType.KEY_NOT_AUTHORISED,
                    "You have no active %s.".formatted(method),
                    Map.of("method", method));
        }
    }

    /** The signed statement is not the one that was shown. */
    record Differs(List<String> members) implements ApprovalRefusal {

        /** Copies the names. */
        public Differs {
            members = List.copyOf(members);
        }

        @Override
        public Answer answer() {
            return Answer.of(
                    ProblemType.SUBJECT_MISMATCH,
                    "The signed statement is not the one that was shown: " + String.join(", ", members) + ".",
                    Map.of("members", members));
        }
    }

    /** Evidence came after the approval was opened. */
    record EvidenceChanged() implements ApprovalRefusal {

        @Override
        public Answer answer() {
            return Answer.of(
                    ProblemType.EVIDENCE_CHANGED,
                    "Evidence came since you were shown the release: look again, then sign anew.");
        }
    }

    /** Too late. */
    record Expired(Instant at) implements ApprovalRefusal {

        @Override
        public Answer answer() {
            return Answer.of(
                    ProblemType.APPROVAL_CLOSED,
                    "The time to sign ended at " + at + ": look again, then sign anew.",
                    Map.of("reason", "expired"));
        }
    }

    /** Signed with another statement, replaced by a newer one, or tried too often. */
    record Closed(String state) implements ApprovalRefusal {

        @Override
        public Answer answer() {
            return Answer.of(
                    ProblemType.APPROVAL_CLOSED,
                    "This approval is " + state + ": it can be signed no more.",
                    Map.of("reason", state));
        }
    }
}
