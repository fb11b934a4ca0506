package io.suture.trust.gate;

import io.suture.trust.attest.StandardPredicate;
import io.suture.trust.attest.Statement;
import io.suture.trust.attest.Subject;
import io.suture.trust.json.JsonObject;
import io.suture.trust.release.Manifest;
import java.time.Instant;
import java.util.List;

/**
 * The target {@code verdict.json}: what the gate found when the release was signed, as an in-toto statement with the
 * predicate {@code svr} (simple verification result). It has no signature of its own: the product role signs the target.
 */
public final class VerdictStatement {

    /** Who verified. */
    public static final String VERIFIER = "urn:suture:gate:v2";

    private VerdictStatement() {}

    /** Return the statement's bytes; the properties are the rules that are satisfied, and those that are excepted. */
    public static byte[] of(Manifest manifest, Verdict verdict, Instant at) {
        return new Statement(
                        List.of(new Subject(Manifest.FILE, manifest.digest())),
                        StandardPredicate.SVR,
                        JsonObject.builder()
                                .put("verifier", verifier(verdict.basis()))
                                .put("timeCreated", at)
                                .putStrings("properties", properties(verdict))
                                .build())
                .toJson();
    }

    private static JsonObject verifier(Verdict.Basis basis) {
        return JsonObject.builder()
                .put("id", VERIFIER)
                .put(
                        "policy",
                        JsonObject.builder()
                                .put("uri", "policy/release.json")
                                .put(
                                        "digest",
                                        JsonObject.builder()
                                                .put(
                                                        "sha256",
                                                        basis.policyDigest().hex())
                                                .build())
                                .put("version", basis.policyVersion())
                                .put("rule", basis.rule())
                                .put("peopleVersion", basis.peopleVersion())
                                .build())
                .build();
    }

    private static List<String> properties(Verdict verdict) {
        return verdict.findings().stream()
                .filter(finding -> finding instanceof Satisfied || finding instanceof Excepted)
                .map(finding -> "SUTURE_" + name(finding))
                .distinct()
                .toList();
    }

    private static String name(Finding finding) {
        return switch (finding) {
            case Excepted excepted -> "EXCEPTED:" + excepted.finding().exceptedAs();
            case Satisfied satisfied ->
                satisfied.rule().equals(RequiredEvidence.NAME)
                        ? "EVIDENCE:" + satisfied.about()
                        : "RULE:" + satisfied.rule();
            default -> throw new IllegalStateException("only what holds is a property");
        };
    }
}
