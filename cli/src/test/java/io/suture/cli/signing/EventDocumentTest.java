package io.suture.cli.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.suture.cli.session.CommandFailure;
import io.suture.trust.digest.Digest;
import io.suture.trust.json.CanonicalJson;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonArray;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.JsonValue;
import io.suture.trust.key.KeyAlgorithm;
import io.suture.trust.key.KeyId;
import io.suture.trust.key.SoftwareSigner;
import io.suture.trust.release.ReleaseId;
import io.suture.trust.tuf.DelegatedRole;
import io.suture.trust.tuf.Delegations;
import io.suture.trust.tuf.DeltaRole;
import io.suture.trust.tuf.MetadataWriter;
import io.suture.trust.tuf.RoleKeys;
import io.suture.trust.tuf.SignedMetadata;
import io.suture.trust.tuf.TargetFile;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an approver sees and signs comes from the bytes; an event that is not what it says is refused. */
class EventDocumentTest {

    private static final Instant EXPIRES = Instant.parse("2027-05-21T12:00:00Z");
    private static final byte[] MANIFEST = "{}".getBytes(StandardCharsets.UTF_8);
    private static final TargetFile OLD = TargetFile.of("GW2/3.0/manifest.json", 1, Digest.of(new byte[1]));
    private static final TargetFile NEW = TargetFile.describing("GW2/3.1/manifest.json", MANIFEST);

    private final SoftwareSigner server = SoftwareSigner.generate(KeyAlgorithm.ED25519, new SecureRandom());
    private final SoftwareSigner approver = SoftwareSigner.generate(KeyAlgorithm.ECDSA_P256, new SecureRandom());
    private final RoleKeys online = RoleKeys.of(1, server.publicKey());
    private final RoleKeys keys = RoleKeys.of(2, server.publicKey(), approver.publicKey());

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static JsonObject signed(long version, TargetFile... files) {
        return MetadataWriter.targets(version, EXPIRES, List.of(files), null);
    }

    private JsonObject event(JsonObject signed) {
        Delegations delegations = Delegations.of(DelegatedRole.ofPaths("GW2", keys, true, "GW2/*/*"));
        byte[] visible = MetadataWriter.sign(signed(3, OLD), List.of(server, approver));
        return JsonObject.builder()
                .put("id", "00000000-0000-7000-8000-000000000000")
                .put("role", "GW2")
                .put("version", 4)
                .put("purpose", "release")
                .put("release", "GW2/3.1")
                .put("state", "open")
                .put("reason", "")
                .put("expiresAt", EXPIRES)
                .put("signatures", JsonArray.of(List.of(JsonObject.EMPTY)))
                .put("signed", base64(CanonicalJson.olpc(signed)))
                .put(
                        "delegation",
                        base64(MetadataWriter.sign(
                                MetadataWriter.targets(1, EXPIRES, List.of(), delegations), List.of())))
                .put("visible", base64(visible))
                .build();
    }

    private JsonObject honest() {
        return event(signed(4, OLD, NEW));
    }

    private static void assertMismatch(JsonObject event, String problem) {
        assertThatThrownBy(() -> EventDocument.read(event))
                .isInstanceOfSatisfying(
                        CommandFailure.class,
                        failure -> assertThat(failure.code()).isEqualTo("signing-event-mismatch"))
                .hasMessageContaining(problem);
    }

    private static JsonObject with(JsonObject event, String member, String value) {
        JsonObject.Builder changed = event.toBuilder();
        changed.set(member, JsonValue.of(value));
        return changed.build();
    }

    @Test
    void whenAnEventIsShownThenReleaseDigestAndDifferenceComeFromTheBytes() {
        EventDocument event = EventDocument.read(honest());
        assertThat(event.manifest()).contains(Digest.of(MANIFEST));
        String words = String.join("\n", event.inWords());
        assertThat(words)
                .contains("GW2/3.1")
                .contains(Digest.of(MANIFEST).toString())
                .contains("1 of 2")
                .contains("version 3 -> 4")
                .contains("GW2/3.1/manifest.json")
                .doesNotContain("GW2/3.0/manifest.json");
    }

    @Test
    void whenAnApproverSignsThenTheSignatureIsOverTheBytes() {
        JsonObject signature = EventDocument.read(honest()).sign(approver);
        byte[] file = Json.compact(JsonObject.builder()
                .put("signatures", JsonArray.of(List.of(signature)))
                .put("signed", signed(4, OLD, NEW))
                .build());
        assertThat(SignedMetadata.parse("GW2", file).verifiedBy(keys))
                .containsExactly(new KeyId(signature.string("keyid")));
    }

    @Test
    void whenTheKeyIsNotInTheRoleThenNothingIsSigned() {
        SoftwareSigner stranger = SoftwareSigner.generate(KeyAlgorithm.ED25519, new SecureRandom());
        assertThatThrownBy(() -> EventDocument.read(honest()).sign(stranger))
                .isInstanceOfSatisfying(
                        CommandFailure.class,
                        failure -> assertThat(failure.code()).isEqualTo("key-not-in-role"));
    }

    @Test
    void whenTheBytesAreNotWhatTheServerSaysThenTheEventIsRefused() {
        assertMismatch(event(signed(5, OLD, NEW)), "version 5");
        assertMismatch(event(signed(4, OLD)), "do not list the manifest of GW2/3.1");
        TargetFile foreign = TargetFile.of("policy/people.json", 1, Digest.of(new byte[1]));
        assertMismatch(event(signed(4, NEW, foreign)), "may not vouch for policy/people.json");
        assertMismatch(with(honest(), "role", "GW3"), "not one of role GW3");
        assertMismatch(with(honest(), "signed", "not base64"), "");
    }

    @Test
    void whenTheDeltasAreDelegatedThenTheApproverSeesToWhom() {
        EventDocument event = EventDocument.read(event(delegating(DeltaRole.delegation("GW2", server.publicKey()))));
        assertThat(String.join("\n", event.inWords()))
                .contains("GW2-delta")
                .contains("GW2/*/delta-*")
                .contains(server.publicKey().keyId().value().substring(0, 16));
    }

    @Test
    void whenMoreThanDeltasIsDelegatedThenTheEventIsRefused() {
        String problem = "delegate to other roles";
        assertMismatch(event(delegating(DelegatedRole.ofPaths("x", online, true, "GW2/*/delta-*"))), problem);
        assertMismatch(event(delegating(DelegatedRole.ofPaths("GW2-delta", online, true, "GW2/*/*"))), problem);
        assertMismatch(
                event(delegating(
                        DeltaRole.delegation("GW2", server.publicKey()),
                        DelegatedRole.ofPaths("x", online, true, "GW2/*/*"))),
                problem);
    }

    private static JsonObject delegating(DelegatedRole... roles) {
        return MetadataWriter.targets(4, EXPIRES, List.of(OLD, NEW), Delegations.of(roles));
    }

    @Test
    void whenTheVisibleVersionIsNewerOrUnsignedThenTheEventIsRefused() {
        byte[] newer = MetadataWriter.sign(signed(9, OLD), List.of(server));
        assertMismatch(with(honest(), "visible", base64(newer)), "not lower");
        byte[] unsigned = MetadataWriter.sign(signed(3, OLD), List.of());
        assertMismatch(with(honest(), "visible", base64(unsigned)), "no key of the role");
    }

    @Test
    void whenTheManifestIsAnotherOneThenTheEventIsRefused() {
        EventDocument event = EventDocument.read(honest());
        assertThatThrownBy(() -> event.requireManifest(new ReleaseId("GW2", "3.1"), new byte[] {'{', ' ', '}'}))
                .hasMessageContaining("another one");
    }
}
