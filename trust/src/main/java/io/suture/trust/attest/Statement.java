package io.suture.trust.attest;

import io.suture.trust.digest.Digest;
import io.suture.trust.json.CanonicalJson;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.MalformedDocumentException;
import io.suture.trust.release.Manifest;
import java.util.List;

/**
 * An in-toto Statement v1. Unknown members are ignored, as the specification asks; the signed bytes are kept by the
 * envelope, not here.
 *
 * @param subjects what it is about, at least one
 * @param predicateType what kind of claim it makes
 * @param predicate the claim
 */
public record Statement(List<Subject> subjects, String predicateType, JsonObject predicate) {

    /** The statement type. */
    public static final String TYPE = "https://in-toto.io/Statement/v1";

    /** The DSSE payload type of a statement. */
    public static final String PAYLOAD_TYPE = "application/vnd.in-toto+json";

    /** Copies the subjects and checks their number. */
    public Statement {
        subjects = List.copyOf(subjects);
        if (subjects.isEmpty() || subjects.size() > AttestLimits.SUBJECTS) {
            throw new MalformedDocumentException("subject", "1 to " + AttestLimits.SUBJECTS + " are expected");
        }
    }

    /** Return a statement about a manifest. */
    public static Statement about(Manifest manifest, Predicate predicate) {
        return about(manifest.digest(), predicate);
    }

    /** Return a statement about the manifest with that digest. */
    public static Statement about(Digest manifest, Predicate predicate) {
        return new Statement(List.of(new Subject(Manifest.FILE, manifest)), predicate.type(), predicate.toJson());
    }

    /** Parses a statement. */
    public static Statement parse(byte[] bytes) {
        JsonObject json = Json.parseObject(bytes, AttestLimits.STATEMENT);
        if (!json.string("_type").equals(TYPE)) {
            throw new MalformedDocumentException("_type", TYPE + " is expected");
        }
        return new Statement(
                json.readEach("subject", Subject::of), json.string("predicateType"), json.object("predicate"));
    }

    /** Return the statement as canonical JSON, ready to be signed. */
    public byte[] toJson() {
        return CanonicalJson.rfc8785(JsonObject.builder()
                .put("_type", TYPE)
                .putAll("subject", subjects.stream().map(Subject::toJson).toList())
                .put("predicateType", predicateType)
                .put("predicate", predicate)
                .build());
    }

    /** Return whether it is about the artifact with that digest. */
    public boolean isAbout(Digest digest) {
        return subjects.stream().anyMatch(subject -> subject.digest().equals(digest));
    }
}
