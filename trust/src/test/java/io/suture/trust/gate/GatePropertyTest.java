package io.suture.trust.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.trust.dsse.Envelope;
import io.suture.trust.json.CanonicalJson;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonArray;
import io.suture.trust.json.JsonBoolean;
import io.suture.trust.json.JsonNumber;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.JsonString;
import io.suture.trust.json.JsonValue;
import io.suture.trust.json.MalformedDocumentException;
import io.suture.trust.release.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** No change of any signed document, removal of any envelope or change of the manifest is ever accepted. */
class GatePropertyTest {

    private static final int ROUNDS = 400;
    private static final long SEED = Long.getLong("suture.seed", 20_261_121L);

    private final Random random = new Random(SEED);

    @Test
    void whenNothingIsChangedThenAccepted() {
        assertThat(SampleRelease.complete().verdict().accepted()).isTrue();
    }

    @Test
    void whenEachEnvelopeIsRemovedThenNeverAccepted() {
        for (String name : names()) {
            SampleRelease release = SampleRelease.complete().without(name);
            assertThat(release.verdict().accepted()).as("without %s", name).isFalse();
        }
    }

    @Test
    void whenEachMemberOfEachStatementIsChangedUnderTheOldSignatureThenNeverAccepted() {
        SampleRelease original = SampleRelease.complete();
        for (Map.Entry<String, Envelope> entry : Map.copyOf(original.byName()).entrySet()) {
            Envelope envelope = entry.getValue();
            for (JsonValue changed : eachChange(Json.parseObject(envelope.payload()))) {
                Envelope spoiled =
                        new Envelope(envelope.payloadType(), CanonicalJson.rfc8785(changed), envelope.signatures());
                notAccepted(entry.getKey(), spoiled, "old signature");
            }
        }
    }

    @Test
    void whenItsAuthorSignsChangedEvidenceAgainThenTheApprovalNoLongerHolds() {
        SampleRelease original = SampleRelease.complete();
        for (int round = 0; round < ROUNDS; round++) {
            String name = pick(names());
            if (name.equals(SampleRelease.APPROVAL)) {
                continue;
            }
            Envelope envelope = original.byName().get(name);
            JsonObject statement = Json.parseObject(envelope.payload());
            String author = statement.object("predicate").string("signedBy");
            JsonValue changed = pick(eachChange(statement));
            notAccepted(name, SampleRelease.sign(CanonicalJson.rfc8785(changed), author), "signed again");
        }
    }

    @Test
    void whenABitOfASignatureIsFlippedThenNeverAccepted() {
        for (int round = 0; round < ROUNDS; round++) {
            String name = pick(names());
            Envelope envelope = SampleRelease.complete().byName().get(name);
            byte[] signature = envelope.signatures().getFirst().sig();
            signature[random.nextInt(signature.length)] ^= (byte) (1 << random.nextInt(8));
            Envelope spoiled = new Envelope(
                    envelope.payloadType(), envelope.payload(), List.of(new Envelope.Signature("", signature)));
            notAccepted(name, spoiled, "flipped bit");
        }
    }

    @Test
    void whenTheManifestIsAnotherThenNeverAccepted() {
        Manifest manifest = SampleRelease.complete().manifest();
        for (JsonValue changed : eachChange(Json.parseObject(manifest.toJson()))) {
            try {
                Manifest other = Manifest.parse(CanonicalJson.rfc8785(changed));
                SampleRelease release = SampleRelease.complete().claiming(other);
                assertThat(release.verdict().accepted())
                        .as("seed %d, %s", SEED, other)
                        .isFalse();
            } catch (MalformedDocumentException e) {
                assertThat(e.problem()).isNotEmpty();
            }
        }
    }

    private void notAccepted(String name, Envelope spoiled, String how) {
        Verdict verdict = SampleRelease.complete().put(name, spoiled).verdict();
        assertThat(verdict.accepted())
                .as(
                        "seed %d, %s of %s: %s",
                        SEED, how, name, new String(spoiled.payload(), java.nio.charset.StandardCharsets.UTF_8))
                .isFalse();
    }

    private static List<String> names() {
        return List.copyOf(SampleRelease.complete().byName().keySet());
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    /** Every value that differs from the given one in exactly one place: a leaf changed or a member removed. */
    private List<JsonValue> eachChange(JsonValue value) {
        return switch (value) {
            case JsonObject object -> changesOf(object);
            case JsonArray array -> changesOf(array);
            case JsonString string -> List.of(new JsonString(changed(string.value())));
            case JsonNumber number -> List.of(JsonNumber.of(number.asLong() + 1));
            case JsonBoolean bool -> List.of(new JsonBoolean(!bool.value()));
            default -> List.of();
        };
    }

    private List<JsonValue> changesOf(JsonObject object) {
        List<JsonValue> changes = new ArrayList<>();
        for (String key : Set.copyOf(object.keys())) {
            changes.add(new JsonObject(without(object.members(), key)));
            eachChange(object.get(key))
                    .forEach(changed ->
                            changes.add(object.toBuilder().set(key, changed).build()));
        }
        return changes;
    }

    private List<JsonValue> changesOf(JsonArray array) {
        List<JsonValue> changes = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            List<JsonValue> removed = new ArrayList<>(array.elements());
            removed.remove(i);
            changes.add(new JsonArray(removed));
            for (JsonValue changed : eachChange(array.elements().get(i))) {
                List<JsonValue> replaced = new ArrayList<>(array.elements());
                replaced.set(i, changed);
                changes.add(new JsonArray(replaced));
            }
        }
        return changes;
    }

    private String changed(String text) {
        if (text.isEmpty()) {
            return "x";
        }
        int at = random.nextInt(text.length());
        char other = text.charAt(at) == '0' ? '1' : '0';
        return text.substring(0, at) + other + text.substring(at + 1);
    }

    private static Map<String, JsonValue> without(Map<String, JsonValue> members, String key) {
        Map<String, JsonValue> rest = new java.util.LinkedHashMap<>(members);
        rest.remove(key);
        return rest;
    }
}
