package io.suture.trust.gate;

import io.suture.trust.attest.QualityApproval;
import io.suture.trust.digest.Digest;
import io.suture.trust.json.JsonObject;
import java.util.List;

/** What is wrong with an approval. */
public sealed interface ApprovalBlocker extends Blocker {

    @Override
    default String predicateType() {
        return QualityApproval.TYPE;
    }

    /** The approval names another manifest. */
    record ApprovalOfOtherManifest(String person, Digest approved, List<String> resolvedBy) implements ApprovalBlocker {
        /** Copies the lists. */
        public ApprovalOfOtherManifest {
            resolvedBy = List.copyOf(resolvedBy);
        }

        @Override
        public String rule() {
            return "approval";
        }

        @Override
        public String code() {
            return "approval-of-other-manifest";
        }

        @Override
        public String explain() {
            return "The approval by " + person + " names " + approved + ".";
        }

        @Override
        public JsonObject data() {
            return JsonObject.builder()
                    .put("person", person)
                    .put("approved", approved.toString())
                    .build();
        }
    }

    /** The approval was given in a role that the person does not hold or the policy does not permit. */
    record ApprovalRoleNotHeld(String person, String role, List<String> resolvedBy) implements ApprovalBlocker {
        /** Copies the lists. */
        public ApprovalRoleNotHeld {
            resolvedBy = List.copyOf(resolvedBy);
        }

        @Override
        public String rule() {
            return "approval";
        }

        @Override
        public String code() {
            return "approval-role-not-held";
        }

        @Override
        public String explain() {
            return person + " approved in the role " + role + ", which does not count.";
        }

        @Override
        public JsonObject data() {
            return JsonObject.builder().put("person", person).put("role", role).build();
        }
    }

    /** The approver is also author or tester. */
    record ApproverNotIndependent(String person, List<String> alsoActedAs, List<String> resolvedBy)
            implements ApprovalBlocker {
        /** Copies the lists. */
        public ApproverNotIndependent {
            alsoActedAs = List.copyOf(alsoActedAs);
            resolvedBy = List.copyOf(resolvedBy);
        }

        @Override
        public String rule() {
            return "separation-of-duties";
        }

        @Override
        public String code() {
            return "approver-not-independent";
        }

        @Override
        public String explain() {
            return person + " approved and also acted as " + String.join(" and ", alsoActedAs) + ".";
        }

        @Override
        public JsonObject data() {
            return JsonObject.builder()
                    .put("person", person)
                    .putStrings("alsoActedAs", alsoActedAs)
                    .build();
        }
    }

    /** Evidence counts that the approver did not see. */
    record ApprovalOutdated(String person, List<Digest> unseen, List<String> resolvedBy) implements ApprovalBlocker {
        /** Copies the lists. */
        public ApprovalOutdated {
            unseen = List.copyOf(unseen);
            resolvedBy = List.copyOf(resolvedBy);
        }

        @Override
        public String rule() {
            return "approval";
        }

        @Override
        public String code() {
            return "approval-outdated";
        }

        @Override
        public String explain() {
            return "The approval by " + person + " does not cover " + unseen.size() + " pieces of evidence.";
        }

        @Override
        public JsonObject data() {
            return JsonObject.builder()
                    .put("person", person)
                    .putStrings("unseen", unseen.stream().map(Digest::toString).toList())
                    .build();
        }
    }

    /** The approver saw evidence that is not here. */
    record EvidenceWithheld(String person, List<Digest> withheld, List<String> resolvedBy) implements ApprovalBlocker {
        /** Copies the lists. */
        public EvidenceWithheld {
            withheld = List.copyOf(withheld);
            resolvedBy = List.copyOf(resolvedBy);
        }

        @Override
        public String rule() {
            return "approval";
        }

        @Override
        public String code() {
            return "evidence-withheld";
        }

        @Override
        public String explain() {
            return person + " approved on " + withheld.size() + " pieces of evidence that are not here.";
        }

        @Override
        public JsonObject data() {
            return JsonObject.builder()
                    .put("person", person)
                    .putStrings(
                            "withheld", withheld.stream().map(Digest::toString).toList())
                    .build();
        }
    }
}
