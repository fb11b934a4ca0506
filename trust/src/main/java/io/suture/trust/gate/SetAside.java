package io.suture.trust.gate;

import io.suture.trust.digest.Digest;
import io.suture.trust.json.JsonObject;
import java.time.Instant;
import java.util.List;

/** Evidence that is shown but not counted, and why. It neither opens nor closes the gate. */
public sealed interface SetAside extends Finding {

    /** Return the payload digest of the envelope. */
    Digest evidence();

    /** The envelope holds no readable statement. */
    record MalformedEvidence(Digest evidence, String problem) implements SetAside {
        @Override
        public String rule() {
            return "authenticated-evidence";
        }

        @Override
        public String code() {
            return "malformed-evidence";
        }

        @Override
        public String explain() {
            return "Evidence " + evidence + " is not readable: " + problem + ".";
        }

        @Override
        public JsonObject data() {
            return JsonObject.builder()
                    .put("evidence", evidence.toString())
                    .put("problem", problem)
                    .build();
        }
    }

    /** A predicate type that this version does not count. */
    record UnknownEvidence(Digest evidence, String predicate) implements SetAside {
        @Override
        public String rule() {
            return "authenticated-evidence";
        }

        @Override
        public String code() {
            return "unknown-evidence";
        }

        @Override
        public String explain() {
            return "Evidence " + evidence + " is of a kind that is not counted: " + predicate + ".";
        }

        @Override
        public JsonObject data() {
            return JsonObject.builder()
                    .put("evidence", evidence.toString())
                    .put("predicate", predicate)
                    .build();
        }
    }

    /** The statement is about something else. */
    record SubjectMismatch(Digest evidence, Digest expected, List<Digest> found) implements SetAside {
        /** Copies the lists. */
        public SubjectMismatch {
            found = List.copyOf(found);
        }

        @Override
        public String rule() {
            return "authenticated-evidence";
        }

        @Override
        public String code() {
            return "subject-mismatch";
        }

        @Override
        public String explain() {
            return "Evidence " + evidence + " is about another manifest.";
        }

        @Override
        public JsonObject data() {
            return JsonObject.builder()
                    .put("evidence", evidence.toString())
                    .put("expected", expected.toString())
                    .putStrings("found", found.stream().map(Digest::toString).toList())
                    .build();
        }
    }

    /** The statement speaks of a time that has not come. */
    record DatedInFuture(Digest evidence, Instant time, Instant evaluatedAt) implements SetAside {
        @Override
        public String rule() {
            return "authenticated-evidence";
        }

        @Override
        public String code() {
            return "dated-in-future";
        }

        @Override
        public String explain() {
            return "Evidence " + evidence + " is dated " + time + ", after " + evaluatedAt + ".";
        }

        @Override
        public JsonObject data() {
            return JsonObject.builder()
                    .put("evidence", evidence.toString())
                    .put("time", time)
                    .put("evaluatedAt", evaluatedAt)
                    .build();
        }
    }

    /** The named person did not sign with a key that was usable at that time; problem is unknown-person, no-key-verifies, not-yet-valid, expired or revoked. */
    record KeyNotAuthorised(Digest evidence, String person, String problem) implements SetAside {
        @Override
        public String rule() {
            return "authenticated-evidence";
        }

        @Override
        public String code() {
            return "key-not-authorised";
        }

        @Override
        public String explain() {
            return "Evidence " + evidence + " is not validly signed by " + person + ": " + problem + ".";
        }

        @Override
        public JsonObject data() {
            return JsonObject.builder()
                    .put("evidence", evidence.toString())
                    .put("person", person)
                    .put("problem", problem)
                    .build();
        }
    }

    /** Somebody else signed than the statement says. */
    record SignerMismatch(Digest evidence, String stated, String signer) implements SetAside {
        @Override
        public String rule() {
            return "authenticated-evidence";
        }

        @Override
        public String code() {
            return "signer-mismatch";
        }

        @Override
        public String explain() {
            return "Evidence " + evidence + " names " + stated + " but was signed by " + signer + ".";
        }

        @Override
        public JsonObject data() {
            return JsonObject.builder()
                    .put("evidence", evidence.toString())
                    .put("stated", stated)
                    .put("signer", signer)
                    .build();
        }
    }

    /** The printed name is not the registered one (21 CFR 11.50). */
    record PrintedNameMismatch(Digest evidence, String person, String stated, String registered) implements SetAside {
        @Override
        public String rule() {
            return "authenticated-evidence";
        }

        @Override
        public String code() {
            return "printed-name-mismatch";
        }

        @Override
        public String explain() {
            return "Evidence " + evidence + " gives " + person + " the name " + stated + ", registered is " + registered
                    + ".";
        }

        @Override
        public JsonObject data() {
            return JsonObject.builder()
                    .put("evidence", evidence.toString())
                    .put("person", person)
                    .put("stated", stated)
                    .put("registered", registered)
                    .build();
        }
    }

    /** The policy does not let this person sign this kind of evidence. */
    record RoleNotPermitted(Digest evidence, String person, String predicate, List<String> roles) implements SetAside {
        /** Copies the lists. */
        public RoleNotPermitted {
            roles = List.copyOf(roles);
        }

        @Override
        public String rule() {
            return "authenticated-evidence";
        }

        @Override
        public String code() {
            return "role-not-permitted";
        }

        @Override
        public String explain() {
            return person + " may not sign " + predicate + "; one of the roles " + roles + " is needed.";
        }

        @Override
        public JsonObject data() {
            return JsonObject.builder()
                    .put("evidence", evidence.toString())
                    .put("person", person)
                    .put("predicate", predicate)
                    .putStrings("roles", roles)
                    .build();
        }
    }
}
