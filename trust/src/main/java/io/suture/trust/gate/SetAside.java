package io.suture.trust.gate;

import io.suture.trust.digest.Digest;
import java.time.Instant;
import java.util.List;

/** Evidence that is shown but not counted, and why. It neither opens nor closes the gate. */
public sealed interface SetAside extends Finding {

    @Override
    default String rule() {
        return "authenticated-evidence";
    }

    /** Return the payload digest of the envelope. */
    Digest evidence();

    /** The envelope holds no readable statement. */
    record MalformedEvidence(Digest evidence, String problem) implements SetAside {
        @Override
        public String explain() {
            return "Evidence " + evidence + " does not count: it cannot be read (" + problem + ").";
        }
    }

    /** A predicate type that this version does not count, or a standard one that no person signed. */
    record UnknownEvidence(Digest evidence, String predicate) implements SetAside {
        @Override
        public String explain() {
            return "Evidence " + evidence + " is kept and shown, but its kind does not count here: " + predicate + ".";
        }
    }

    /** A test result that does not say that the tests passed. */
    record ResultNotPassed(Digest evidence, String person) implements SetAside {
        @Override
        public String explain() {
            return "Evidence " + evidence + " by " + person + " does not count: its tests did not pass.";
        }
    }

    /** The statement is about something else. */
    record SubjectMismatch(Digest evidence, Digest expected, List<Digest> found) implements SetAside {
        @Override
        public String explain() {
            return "Evidence " + evidence + " does not count: it is about another release.";
        }
    }

    /** The statement speaks of a time that has not come. */
    record DatedInFuture(Digest evidence, Instant time, Instant evaluatedAt) implements SetAside {
        @Override
        public String explain() {
            return "Evidence " + evidence + " does not count: it is dated " + time + ", and now it is " + evaluatedAt
                    + ".";
        }
    }

    /** The named person did not sign with a key that was usable at that time; problem is unknown-person, no-key-verifies, not-yet-valid, expired or revoked. */
    record KeyNotAuthorised(Digest evidence, String person, String problem) implements SetAside {
        @Override
        public String explain() {
            return "Evidence " + evidence + " does not count: it is not validly signed by " + person + " (" + problem
                    + ").";
        }
    }

    /** Somebody else signed than the statement says. */
    record SignerMismatch(Digest evidence, String stated, String signer) implements SetAside {
        @Override
        public String explain() {
            return "Evidence " + evidence + " does not count: it names " + stated + " but was signed by " + signer
                    + ".";
        }
    }

    /** The printed name is not the registered one (21 CFR 11.50). */
    record PrintedNameMismatch(Digest evidence, String person, String stated, String registered) implements SetAside {
        @Override
        public String explain() {
            return "Evidence %s does not count: it gives %s the name %s, registered is %s."
                    .formatted(evidence, person, stated, registered);
        }
    }

    /** The policy does not let this person sign this kind of evidence. */
    record RoleNotPermitted(Digest evidence, String person, String predicate, List<String> roles) implements SetAside {
        @Override
        public String explain() {
            return "Evidence " + evidence + " does not count: " + person + " may not sign " + predicate
                    + ", for which the policy wants " + (roles.isEmpty() ? "nobody" : "the role ")
                    + String.join(" or ", roles) + ".";
        }
    }

    /** The policy wants another way of signing for this kind of evidence. */
    record MethodNotPermitted(Digest evidence, String person, String predicate, List<String> methods)
            implements SetAside {
        @Override
        public String explain() {
            return "Evidence " + evidence + " does not count: " + person + " did not sign " + predicate + " with a "
                    + String.join(" or a ", methods) + ", as the policy wants.";
        }
    }

    /** Nothing shows that the person's training was valid at that time. */
    record TrainingNotValid(Digest evidence, String person, Instant signedAt) implements SetAside {
        @Override
        public String explain() {
            return "Evidence " + evidence + " does not count: nothing shows that the training of " + person
                    + " was valid on " + signedAt + ".";
        }
    }

    /** An exception from a rule that the policy does not let anybody except. */
    record ExceptionNotPermitted(Digest evidence, String person, String excepted) implements SetAside {
        @Override
        public String explain() {
            return "The exception " + evidence + " by " + person + " does not count: the policy has none for "
                    + excepted + ".";
        }
    }

    /** An exception that lasts longer than the policy lets it. */
    record ExceptionTooLong(Digest evidence, String person, String excepted, int maxDays) implements SetAside {
        @Override
        public String explain() {
            return "The exception " + evidence + " by " + person + " does not count: for " + excepted
                    + " it may last at most " + maxDays + " days.";
        }
    }

    /** An exception that has ended. */
    record ExceptionLapsed(Digest evidence, String person, String excepted, Instant validUntil) implements SetAside {
        @Override
        public String explain() {
            return "The exception " + evidence + " by " + person + " for " + excepted + " ended " + validUntil + ".";
        }
    }
}
