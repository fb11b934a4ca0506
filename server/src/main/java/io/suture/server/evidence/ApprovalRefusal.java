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
        public ProblemType type() {
            return ProblemType.STEP_UP_REQUIRED;
        }

        @Override
        public String detail() {
            return "An approval is signed in two steps: POST .../approvals, then its signature.";
        }
    }

    /** The actor does not have the role in which they want to sign. */
    record RoleMissing(String role) implements ApprovalRefusal {

        @Override
        public ProblemType type() {
            return ProblemType.ROLE_NOT_PERMITTED;
        }

        @Override
        public String detail() {
            return "You do not have the role '%s'.".formatted(role);
        }

        @Override
        public Map<String, Object> data() {
            return Map.of("role", role);
        }
    }

    /** The person has nothing to sign with. */
    record NoKey(String method) implements ApprovalRefusal {

        @Override
        public ProblemType type() {
            return ProblemType.KEY_NOT_AUTHORISED;
        }

        @Override
        public String detail() {
            return "You have no active %s.".formatted(method);
        }

        @Override
        public Map<String, Object> data() {
            return Map.of("method", method);
        }
    }

    /** No active key of the person made the signature. */
    record NotSigned() implements ApprovalRefusal {

        @Override
        public ProblemType type() {
            return ProblemType.KEY_NOT_AUTHORISED;
        }

        @Override
        public String detail() {
            return "No active key of yours made this signature.";
        }
    }

    /** The signed statement is not the one that was shown. */
    record Differs(List<String> members) implements ApprovalRefusal {

        /** Copies the names. */
        public Differs {
            members = List.copyOf(members);
        }

        @Override
        public ProblemType type() {
            return ProblemType.SUBJECT_MISMATCH;
        }

        @Override
        public String detail() {
            return "The signed statement is not the one that was shown: " + String.join(", ", members) + ".";
        }

        @Override
        public Map<String, Object> data() {
            return Map.of("members", members);
        }
    }

    /** Evidence came after the approval was opened. */
    record EvidenceChanged() implements ApprovalRefusal {

        @Override
        public ProblemType type() {
            return ProblemType.EVIDENCE_CHANGED;
        }

        @Override
        public String detail() {
            return "Evidence came since you were shown the release: look again, then sign anew.";
        }
    }

    /** Too late. */
    record Expired(Instant at) implements ApprovalRefusal {

        @Override
        public ProblemType type() {
            return ProblemType.APPROVAL_CLOSED;
        }

        @Override
        public String detail() {
            return "The time to sign ended at " + at + ": look again, then sign anew.";
        }

        @Override
        public Map<String, Object> data() {
            return Map.of("reason", "expired");
        }
    }

    /** Signed with another statement, replaced by a newer one, or tried too often. */
    record Closed(String state) implements ApprovalRefusal {

        @Override
        public ProblemType type() {
            return ProblemType.APPROVAL_CLOSED;
        }

        @Override
        public String detail() {
            return "This approval is " + state + ": it can be signed no more.";
        }

        @Override
        public Map<String, Object> data() {
            return Map.of("reason", state);
        }
    }
}
