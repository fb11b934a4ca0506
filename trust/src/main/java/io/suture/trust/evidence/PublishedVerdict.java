package io.suture.trust.evidence;

import io.suture.trust.dsse.Envelope;
import io.suture.trust.gate.EvidencePositions;
import io.suture.trust.gate.Gate;
import io.suture.trust.gate.Verdict;
import io.suture.trust.gate.VerdictStatement;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.JsonValue;
import io.suture.trust.release.Manifest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** The target {@code verdict.json}, made again from what is published beside it: it must be the same, byte by byte. */
final class PublishedVerdict {

    private static final String ABSENT = "nothing";

    private final byte[] bytes;
    private final JsonObject stated;

    PublishedVerdict(byte[] bytes) {
        this.bytes = bytes.clone();
        this.stated = Json.parseObject(bytes);
    }

    /** Runs the gate at the instant that the verdict states, by the policy and the people that it names. */
    String recompute(Policies policies, Manifest manifest, List<Envelope> evidence, EvidencePositions positions) {
        requireNotReplaced(policies);
        Instant at = stated.object("predicate").instant("timeCreated");
        Verdict verdict = Gate.evaluate(policies.release(), policies.people(), manifest, evidence, positions, at);
        byte[] again = VerdictStatement.of(manifest, verdict, at);
        requireSame("", Optional.of(Json.parseObject(again)), Optional.of(stated));
        if (!Arrays.equals(again, bytes)) {
            throw new FailedCheck(Manifest.VERDICT_FILE + " is not in its one spelling");
        }
        return "the gate finds the same again, at " + at + " by policy version "
                + policies.release().version();
    }

    /** With an older policy or list of people than the package has, the verdict cannot be made again. */
    private void requireNotReplaced(Policies policies) {
        JsonObject judgedBy = stated.object("predicate").object("verifier").object("policy");
        long policy = judgedBy.integer("version");
        long people = judgedBy.integer("peopleVersion");
        if (policy < policies.release().version() || people < policies.people().version()) {
            throw new OpenCheck(
                    "the policy or the list of people was replaced after the verdict",
                    Optional.of(Difference.of(
                            basis(
                                    policies.release().version(),
                                    policies.people().version()),
                            basis(policy, people))));
        }
    }

    private static String basis(long policy, long people) {
        return "policy version " + policy + ", people version " + people;
    }

    private static void requireSame(String path, Optional<JsonValue> expected, Optional<JsonValue> found) {
        if (expected.equals(found)) {
            return;
        }
        if (expected.orElse(null) instanceof JsonObject wanted && found.orElse(null) instanceof JsonObject present) {
            SortedSet<String> keys = new TreeSet<>(wanted.keys());
            keys.addAll(present.keys());
            keys.forEach(key -> requireSame(path + "/" + key, wanted.find(key), present.find(key)));
            return;
        }
        throw new FailedCheck(
                Manifest.VERDICT_FILE + " does not say what the gate finds: " + path, text(expected), text(found));
    }

    private static String text(Optional<JsonValue> value) {
        return value.map(Json::compact)
                .map(json -> new String(json, StandardCharsets.UTF_8))
                .orElse(ABSENT);
    }
}
