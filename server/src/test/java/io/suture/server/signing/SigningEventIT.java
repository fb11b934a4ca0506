package io.suture.server.signing;

import static io.suture.server.signing.SigningScene.EVENTS;
import static io.suture.server.testing.Await.awaitAnswer;
import static org.assertj.core.api.Assertions.assertThat;

import io.suture.server.testing.Api.Answer;
import io.suture.server.testing.Factory;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import io.suture.trust.tuf.Delegations;
import io.suture.trust.tuf.RoleKeys;
import io.suture.trust.tuf.SignedMetadata;
import io.suture.trust.tuf.TargetFile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A product role with threshold two: its signing events from the request to the device. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SigningEventIT {

    private SigningScene scene;

    @BeforeAll
    void found(@TempDir Path folder) {
        scene = new SigningScene(folder, Map.of("suture.signing-events.max-open", "2"));
    }

    @AfterAll
    void stop() {
        scene.close();
    }

    /** Leaves no event open for the next test. */
    @AfterEach
    void refuseWhatIsOpen() {
        scene.events("open").forEach(event -> scene.refuse("qa.one", event).expect(200));
    }

    private static String problem(Answer answer, int status) {
        return answer.expect(status).json().string("type").replace("urn:suture:problem:", "");
    }

    @Test
    void whenAnApproverSignsThenTheReleaseIsSignedAndDevicesFindItAfterItsPublication() {
        String version = scene.approved();
        JsonObject event = scene.opened(version);
        assertThat(event.string("state")).isEqualTo("open");
        assertThat(event.string("release")).isEqualTo("GW2/" + version);
        assertThat(scene.state(version)).isEqualTo("approved");
        assertThat(scene.devicesFind(version)).isFalse();

        JsonObject signed = scene.sign("qa.one", event).expect(200).json();
        assertThat(signed.string("state")).isEqualTo("completed");
        assertThat(scene.state(version)).isEqualTo("signed");
        assertThat(scene.devicesFind(version)).isFalse();

        scene.release(version, "publication").expect(200);
        awaitAnswer(() -> scene.devicesFind(version));
        SignedMetadata visible = SignedMetadata.parse(
                "GW2",
                Base64.getDecoder().decode(scene.event(event.string("id")).string("visible")));
        assertThat(visible.verifiedBy(
                        RoleKeys.of(1, scene.factory.keys().get("qa.one").publicKey())))
                .hasSize(1);
        assertThat(visible.signedBy()).hasSize(2);
    }

    @Test
    void whenAnEventIsOpenThenTheSameRequestReturnsItAndPublishingIsRefused() {
        String version = scene.approved();
        JsonObject event = scene.opened(version);
        assertThat(scene.opened(version).string("id")).isEqualTo(event.string("id"));
        assertThat(problem(scene.release(version, "publication"), 409)).isEqualTo("illegal-transition");
        assertThat(scene.devicesFind(version)).isFalse();
    }

    @Test
    void whenAnotherReleaseIsToBeSignedThenTheOpenEventIsInTheWay() {
        JsonObject event = scene.opened(scene.approved());
        Answer second = scene.release(scene.approved(), "signing");
        assertThat(problem(second, 409)).isEqualTo("signing-event-open");
        assertThat(second.json().string("signingEvent")).isEqualTo(event.string("id"));
    }

    @Test
    void whenTheSignatureDoesNotCountThenTheRefusalSaysWhy() {
        JsonObject event = scene.opened(scene.approved());
        Answer stranger = scene.sign("re.one", event);
        assertThat(problem(stranger, 403)).isEqualTo("key-not-authorised");
        assertThat(stranger.json().string("reason")).isEqualTo("key-not-in-role");
        Answer borrowed = scene.sign("qa.one", event, scene.factory.keys().get("vv.one"));
        assertThat(problem(borrowed, 403)).isEqualTo("key-not-authorised");
        assertThat(borrowed.json().string("reason")).isEqualTo("key-of-another-person");
        Answer server = scene.send("qa.one", event, event.objects("signatures").getFirst());
        assertThat(server.expect(403).json().string("reason")).isEqualTo("server-key");
        JsonObject other = SigningScene.signature(
                Refresh.product(1, Instant.EPOCH, List.<TargetFile>of(), Delegations.NONE),
                scene.factory.keys().get("qa.one"));
        assertThat(problem(scene.send("qa.one", event, other), 422)).isEqualTo("signature-invalid");
        assertThat(scene.event(event.string("id")).objects("signatures")).hasSize(1);
        assertThat(scene.count("select count(*) from audit_event where kind = 'signing-event.signature-refused'"))
                .isGreaterThanOrEqualTo(4);
    }

    @Test
    void whenAnEventIsRefusedThenTheReleaseIsSignedAgainUnderAHigherVersion() {
        String version = scene.approved();
        JsonObject first = scene.opened(version);
        assertThat(problem(scene.refuse("re.one", first), 403)).isEqualTo("not-permitted");
        assertThat(scene.refuse("vv.one", first).expect(200).json().string("state"))
                .isEqualTo("refused");
        assertThat(problem(scene.sign("qa.one", first), 409)).isEqualTo("signing-event-closed");
        assertThat(scene.state(version)).isEqualTo("approved");
        JsonObject second = scene.opened(version);
        assertThat(second.integer("version")).isGreaterThan(first.integer("version"));
        scene.sign("vv.one", second).expect(200);
        assertThat(scene.state(version)).isEqualTo("signed");
        scene.release(version, "withdrawal").expect(200);
    }

    @Test
    void whenTheReleaseIsRejectedThenItsEventIsSuperseded() {
        String version = scene.approved();
        JsonObject event = scene.opened(version);
        scene.release(version, "rejection").expect(200);
        assertThat(problem(scene.sign("qa.one", event), 409)).isEqualTo("signing-event-closed");
        JsonObject ended = scene.event(event.string("id"));
        assertThat(ended.string("state")).isEqualTo("superseded");
        assertThat(ended.string("reason")).isEqualTo("release-is-rejected");
    }

    @Test
    void whenEvidenceIsAddedThenTheJobSupersedesTheEvent() {
        String version = scene.approved();
        JsonObject event = scene.opened(version);
        scene.factory.anotherScan(scene.call(), version);
        scene.keep();
        JsonObject ended = scene.event(event.string("id"));
        assertThat(ended.string("state")).isEqualTo("superseded");
        assertThat(ended.string("reason")).startsWith("release-is-"); // the approval does not cover the new statement
    }

    @Test
    void whenItsTimeIsOverThenTheJobEndsTheEvent() {
        JsonObject event = scene.opened(scene.approved());
        scene.tamper("update signing_event set expires_at = now() - interval '1 second' where id = '"
                + event.string("id") + "'");
        scene.keep();
        assertThat(scene.event(event.string("id")).string("state")).isEqualTo("expired");
        assertThat(problem(scene.sign("qa.one", event), 409)).isEqualTo("signing-event-closed");
    }

    @Test
    void whenAReleaseIsWithdrawnThenDevicesLoseItAtOnceAndTheRemovalAwaitsASignature() {
        String version = scene.published();
        TargetFile file =
                scene.client().target("GW2/" + version + "/manifest.json").orElseThrow();
        String path = "/repository/" + Factory.MANUFACTURER + "/targets/" + file.consistentPath();
        assertThat(scene.device().get(path).statusCode()).isEqualTo(200);

        String id = scene.release(version, "withdrawal").expect(200).json().string("signingEvent");
        awaitAnswer(() -> scene.device().get(path).statusCode() == 410);
        JsonObject event = scene.event(id);
        assertThat(event.string("purpose")).isEqualTo("withdrawal");
        assertThat(scene.devicesFind(version)).isTrue(); // listed still, and not served

        scene.sign("vv.one", event).expect(200);
        awaitAnswer(() -> !scene.devicesFind(version));
    }

    @Test
    void whenHalfTheLifeIsOverThenOneRenewalEventIsOpenedAndNothingElseIsHeldUp() {
        String version = scene.published();
        scene.tamper("update tuf_metadata set expires = now() + interval '1 day' where role = 'GW2' and visible");
        long snapshots = scene.count("select max(version) from tuf_metadata where role = 'timestamp'");
        scene.tamper("update tuf_metadata set expires = now() + interval '1 hour' where role = 'timestamp'");
        scene.renew();
        scene.renew();
        assertThat(scene.count("select max(version) from tuf_metadata where role = 'timestamp'"))
                .isEqualTo(snapshots + 1);
        List<JsonObject> open = scene.events("open");
        assertThat(open).hasSize(1);
        assertThat(open.getFirst().string("purpose")).isEqualTo("renewal");

        scene.sign("qa.one", open.getFirst()).expect(200);
        assertThat(scene.events("open")).isEmpty();
        assertThat(scene.devicesFind(version)).isTrue();
        assertThat(scene.event(open.getFirst().string("id")).string("state")).isEqualTo("completed");
    }

    @Test
    void whenARenewalWasRefusedThenItIsNotAskedForAgainAtOnceAndAReleaseIsSignedAllTheSame() {
        scene.published();
        scene.tamper("update tuf_metadata set expires = now() + interval '1 day' where role = 'GW2' and visible");
        scene.renew();
        scene.refuse("qa.one", scene.events("open").getFirst()).expect(200);
        scene.renew();
        assertThat(scene.events("open")).isEmpty();
        String version = scene.published();
        assertThat(scene.devicesFind(version)).isTrue();
    }

    @Test
    void whenARenewalIsOpenThenASigningOfAReleaseTakesItsPlace() {
        scene.published();
        scene.tamper("update tuf_metadata set expires = now() + interval '1 day' where role = 'GW2' and visible");
        scene.renew();
        JsonObject renewal = scene.events("open").getFirst();
        String version = scene.published();
        assertThat(scene.event(renewal.string("id")).string("reason")).isEqualTo("release-to-be-signed");
        assertThat(scene.devicesFind(version)).isTrue();
    }

    /** Two releases are signed before the first is published: the second list of files is not the right one any more. */
    @Test
    void whenThePreparedFilesNoLongerFitThenThePublicationAwaitsSignatures() {
        String first = scene.approved();
        scene.sign("qa.one", scene.opened(first)).expect(200);
        String second = scene.approved();
        scene.sign("qa.one", scene.opened(second)).expect(200);
        JsonObject outcome = scene.release(first, "publication").expect(200).json();
        assertThat(outcome.string("state")).isEqualTo("published");
        JsonObject event = scene.event(outcome.string("signingEvent"));
        assertThat(event.string("purpose")).isEqualTo("publication");
        assertThat(scene.devicesFind(first)).isFalse();
        scene.sign("vv.one", event).expect(200);
        awaitAnswer(() -> scene.devicesFind(first));
        scene.release(second, "withdrawal").expect(200);
    }

    @Test
    void whenTheDelegationDemandsMoreThenTheCurrentMetadataAreSignedFirst() {
        String version = scene.published();
        String path = Factory.BASE + "/repository/offline";
        scene.factory.demand(3, "qa.one", "vv.one");
        byte[] upload = scene.factory.offline(scene.call(), 2);
        Answer refused = scene.call().put("admin", path, "application/json", upload);
        assertThat(problem(refused, 409)).isEqualTo("signatures-needed");
        JsonObject event = scene.event(refused.json().strings("signingEvents").getFirst());
        assertThat(event.string("purpose")).isEqualTo("delegation");
        assertThat(event.integer("threshold")).isEqualTo(3);

        assertThat(scene.sign("qa.one", event).expect(200).json().string("state"))
                .isEqualTo("open");
        assertThat(problem(scene.sign("qa.one", event), 409)).isEqualTo("already-signed");
        assertThat(scene.sign("vv.one", event).expect(200).json().string("state"))
                .isEqualTo("completed");
        scene.call().put("admin", path, "application/json", upload).expect(200);
        awaitAnswer(() -> scene.devicesFind(version));

        // and back, so that the other tests find two of three
        scene.factory.demand(2, "qa.one", "vv.one");
        scene.call()
                .put("admin", path, "application/json", scene.factory.offline(scene.call(), 3))
                .expect(200);
        awaitAnswer(() -> scene.devicesFind(version));
    }

    @Test
    void whenAProductRoleHasAnotherKeyOfTheServerThenTheUploadIsRefused() {
        scene.factory.demandWithSnapshotKey();
        Answer answer = scene.call()
                .put(
                        "admin",
                        Factory.BASE + "/repository/offline",
                        "application/json",
                        scene.factory.offline(scene.call(), 9));
        scene.factory.demand(2, "qa.one", "vv.one");
        assertThat(problem(answer, 422)).isEqualTo("metadata-refused");
        assertThat(answer.json().string("detail")).contains("another key of the server");
    }

    @Test
    void whenAsManyEventsAreOpenAsMayBeThenNoOtherIsOpened() {
        String version = scene.approved();
        foreign("A", 1);
        JsonObject atTheLimit = scene.opened(version);
        scene.refuse("qa.one", atTheLimit).expect(200);
        Answer answer = askedAtTheLimit(version);
        scene.tamper("update signing_event set state = 'refused' where role in ('A', 'B')");
        assertThat(problem(answer, 409)).isEqualTo("too-many-signing-events");
        assertThat(answer.json().integer("limit")).isEqualTo(2);
        assertThat(scene.state(version)).isEqualTo("approved");
    }

    /** The server ends foreign events when it looks at them, which may be just before it is asked. */
    private Answer askedAtTheLimit(String version) {
        for (long attempt = 2; ; attempt++) {
            scene.tamper("update signing_event set state = 'refused' where role in ('A', 'B')");
            foreign("A", attempt);
            foreign("B", attempt);
            Answer answer = scene.release(version, "signing");
            if (answer.status() != 202 || attempt > 20) {
                return answer;
            }
            scene.refuse("qa.one", scene.event(answer.json().string("signingEvent")))
                    .expect(200);
        }
    }

    /** An open event of another role, out of thin air. */
    private void foreign(String role, long version) {
        scene.tamper("""
                insert into signing_event (id, manufacturer, role, version, purpose, to_be_signed, delegation,
                  metadata_expires, state, reason, opened_by, opened_at, expires_at, changed_at, event_id)
                select gen_random_uuid(), manufacturer, '%s', %d, 'renewal', to_be_signed, delegation,
                  metadata_expires, 'open', '', opened_by, opened_at, expires_at, changed_at, gen_random_uuid()
                from signing_event limit 1
                """.formatted(role, version));
    }

    @Test
    void whenTheSignatureOrTheBodyIsOneTooLongThenItIsRefused() {
        JsonObject event = scene.opened(scene.approved());
        String keyid = event.objects("keys").getFirst().string("keyid");
        JsonObject atTheLimit = body(keyid, "00".repeat(SigningEventSettings.MAX_SIGNATURE_BYTES));
        JsonObject tooLong = body(keyid, "00".repeat(SigningEventSettings.MAX_SIGNATURE_BYTES + 1));
        assertThat(problem(scene.send("qa.one", event, atTheLimit), 403)).isEqualTo("key-not-authorised");
        assertThat(problem(scene.send("qa.one", event, tooLong), 400)).isEqualTo("invalid-field");
        assertThat(problem(padded(event, SigningEventSettings.MAX_BODY_BYTES), 400))
                .isEqualTo("invalid-field");
        assertThat(problem(padded(event, SigningEventSettings.MAX_BODY_BYTES + 1), 413))
                .isEqualTo("too-large");
    }

    private Answer padded(JsonObject event, int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) ' ');
        byte[] json = Json.compact(body("x", "00"));
        System.arraycopy(json, 0, bytes, 0, json.length);
        return scene.call().post("qa.one", EVENTS + "/" + event.string("id") + "/signatures", bytes);
    }

    private static JsonObject body(String keyid, String sig) {
        return JsonObject.builder().put("keyid", keyid).put("sig", sig).build();
    }

    @Test
    void whenTheEventDoesNotExistOrTheStateHasNoNameThenTheAnswerSaysSo() {
        assertThat(scene.call().get("qa.one", EVENTS + "/not-an-id").status()).isEqualTo(404);
        assertThat(scene.call()
                        .get("qa.one", EVENTS + "/00000000-0000-7000-8000-000000000000")
                        .status())
                .isEqualTo(404);
        assertThat(problem(scene.call().get("qa.one", EVENTS + "?state=lost"), 400))
                .isEqualTo("invalid-field");
    }
}
