package io.suture.trust.gate;

import io.suture.trust.attest.QualityApproval;
import io.suture.trust.digest.Digest;
import java.util.List;

/** What is wrong with an approval. */
public sealed interface ApprovalBlocker extends Blocker {

    @Override
    default String rule() {
        return "approval";
    }

    @Override
    default String predicateType() {
        return QualityApproval.TYPE;
    }

    /** The approval names another manifest. */
    record ApprovalOfOtherManifest(String person, Digest approved, List<String> resolvedBy) implements ApprovalBlocker {
        @Override
        public String explain() {
            return "The approval by " + person + " is for another release (its manifest has the SHA-256 "
                    + approved.hex() + "). This one has to be approved itself.";
        }
    }

    /** The approval was given in a role that the person does not hold or the policy does not permit. */
    record ApprovalRoleNotHeld(String person, String role, List<String> resolvedBy) implements ApprovalBlocker {
        @Override
        public String explain() {
            return person + " approved in the role " + role
                    + ", which the person does not have or the policy does not accept.";
        }
    }

    /** The approver had a duty that excludes the approval. */
    record ApproverNotIndependent(String person, List<String> alsoActedAs, List<String> resolvedBy)
            implements ApprovalBlocker {
        @Override
        public String rule() {
            return Rule.SEPARATION;
        }

        @Override
        public String explain() {
            return Rule.notIndependent(person, "approved this release", alsoActedAs);
        }
    }

    /** Evidence counts that the approver did not see. */
    record ApprovalOutdated(String person, List<Digest> unseen, List<String> resolvedBy) implements ApprovalBlocker {
        @Override
        public String explain() {
            return "The approval by " + person + " is void: " + unseen.size()
                    + " pieces of evidence came after it. The release has to be approved again with all of them.";
        }
    }

    /** The approver saw evidence that is not here. */
    record EvidenceWithheld(String person, List<Digest> withheld, List<String> resolvedBy) implements ApprovalBlocker {
        @Override
        public String explain() {
            return person + " approved after seeing " + withheld.size()
                    + " pieces of evidence that are missing or damaged here. Somebody may have taken them away.";
        }
    }
}
