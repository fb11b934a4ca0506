package io.suture.trust.sbom;

import io.suture.trust.json.MalformedDocumentException;
import io.suture.trust.release.Artifact;

/** Why a bill of materials is not one for a release. */
public sealed interface SbomProblem {

    /** Return the stable code. */
    String code();

    /** Return one sentence for people. */
    String explain();

    /** It cannot be read. */
    record Unreadable(String path, String problem) implements SbomProblem {

        /** Return the problem of a document that was refused. */
        public static Unreadable of(MalformedDocumentException refusal) {
            return new Unreadable(refusal.path(), refusal.problem());
        }

        @Override
        public String code() {
            return "sbom-unreadable";
        }

        @Override
        public String explain() {
            return path.isEmpty() ? "It " + problem + "." : "Member '%s': %s.".formatted(path, problem);
        }
    }

    /** It does not name the digest of a payload, so it may describe another build. */
    record PayloadNotDescribed(Artifact payload) implements SbomProblem {

        @Override
        public String code() {
            return "payload-not-described";
        }

        @Override
        public String explain() {
            return "It does not name the SHA-256 of payload %s, %s: it may be of another build."
                    .formatted(payload.name(), payload.digest().hex());
        }
    }
}
