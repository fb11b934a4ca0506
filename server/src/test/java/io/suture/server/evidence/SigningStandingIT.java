package io.suture.server.evidence;

import static io.suture.server.testing.Drafts.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.suture.server.identity.Actor;
import io.suture.server.identity.Role;
import io.suture.server.problem.ProblemType;
import io.suture.server.problem.RefusedException;
import io.suture.server.testing.Api.Answer;
import io.suture.server.testing.ApiCalls;
import io.suture.server.testing.Approver;
import io.suture.server.testing.Approver.Opened;
import io.suture.server.testing.Drafts;
import io.suture.server.testing.PolicyRows;
import io.suture.server.testing.Reply;
import io.suture.server.testing.RunningServer;
import io.suture.server.testing.Statements;
import io.suture.server.testing.TestPki;
import io.suture.server.testing.Tokens;
import io.suture.trust.attest.Authorship;
import io.suture.trust.attest.HumanPredicate;
import io.suture.trust.attest.SignatureBlock;
import io.suture.trust.attest.Statement;
import io.suture.trust.dsse.Envelope;
import io.suture.trust.json.JsonObject;
import io.suture.trust.key.SoftwareSigner;
import io.suture.trust.release.Manifest;
import io.suture.trust.release.ReleaseId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Who lost the right to sign signs nothing, whatever the policy's {@code people.json} still says (G7). */
@Execution(ExecutionMode.SAME_THREAD) // one server for all of these
class SigningStandingIT {

    private final RunningServer server = RunningServer.get();
    private final ApiCalls api = server.api();
    private final Drafts drafts = new Drafts(api);
    private final String person = "standing." + UUID.randomUUID();
    private final SoftwareSigner key = TestPki.key();
    private final ReleaseId id = drafts.submit();
    private final String release = path(id, "");
    private final Manifest manifest = Drafts.manifest(id);
    private final Approver approver = new Approver(Approver.of(api, "qa.one").caller(), person, key);

    private void registered(String role) {
        JsonObject registration = JsonObject.builder()
                .put("id", person)
                .put("printedName", "Person " + person)
                .putStrings("roles", List.of(role))
                .put("manufacturer", "exm")
                .put("publicKey", key.publicKey().toPem())
                .build();
        assertThat(api.post("admin", "/api/v1/people", registration).status()).isEqualTo(201);
        api.remember(person, api.token(person, key));
        new PolicyRows(server).putWith(person, role, key.publicKey());
    }

    private Opened validatedAndOpened() {
        registered("quality-approver");
        Statements statements = new Statements(manifest, Instant.now());
        for (HumanPredicate claim : statements.withoutApproval()) {
            assertThat(hand(claim.signature().signedBy(), statements.envelope(claim))
                            .status())
                    .isEqualTo(201);
        }
        Opened opened = approver.open(release);
        approver.stepUp(opened);
        return opened;
    }

    @Test
    void g7WhoWasDeactivatedAfterOpeningSignsNothing() {
        Opened opened = validatedAndOpened();
        Envelope approval = approver.sign(opened, manifest);
        change("deactivation", RunningServer.reason("left")).expect(200);
        assertThat(approver.hand(opened, approval).status()).isEqualTo(401);
        assertRefused(opened, approval, "deactivated");
    }

    @Test
    void g7WhoLostTheRoleAfterOpeningSignsNothing() {
        Opened opened = validatedAndOpened();
        Envelope approval = approver.sign(opened, manifest);
        JsonObject roles = JsonObject.builder()
                .putStrings("roles", List.of("auditor"))
                .put("reason", "moved")
                .build();
        change("roles", roles).expect(200);
        assertThat(approver.hand(opened, approval).problem()).isEqualTo("not-permitted");
        assertRefused(opened, approval, "roles-changed");
    }

    /** A request that was let in just before: the transaction itself refuses. */
    private void assertRefused(Opened opened, Envelope approval, String reason) {
        Actor actor = new Actor(
                person, "Person " + person, Set.of(Role.QUALITY_APPROVER), Optional.of("exm"), Optional.empty());
        assertThatThrownBy(() -> server.bean(ApprovalSigning.class)
                        .sign("exm", id, UUID.fromString(opened.id()), approval.toJson(), actor)
                        .block())
                .isInstanceOfSatisfying(RefusedException.class, refused -> {
                    assertThat(refused.refusal().type()).isEqualTo(ProblemType.MAY_NOT_SIGN);
                    assertThat(refused.refusal().data()).containsEntry("reason", reason);
                });
        assertThat(state()).isEqualTo("validated");
    }

    @Test
    void whoseCredentialsWereResetSignsOnlyAfterASecondPersonConfirmed() {
        Opened opened = validatedAndOpened();
        Envelope approval = approver.sign(opened, manifest);
        change("local-account", RunningServer.reason("lost phone")).expect(201);
        assertThat(approver.hand(opened, approval).problem()).isEqualTo("may-not-sign");
        assertThat(state()).isEqualTo("validated");
        String confirmation = "/api/v1/people/" + person + "/credential-reset/confirmation";
        assertThat(api.post("qa.one", confirmation, JsonObject.EMPTY).status()).isEqualTo(204);
        approver.hand(opened, approval).expect(201);
        assertThat(state()).isEqualTo("approved");
    }

    @Test
    void whoseCredentialsWereResetHandsInNoEvidenceEither() {
        registered("release-engineer");
        change("local-account", RunningServer.reason("lost phone")).expect(201);
        assertThat(hand(person, authorship()).problem()).isEqualTo("may-not-sign");
    }

    @Test
    void whoseKeyWasRevokedOnTheServerHandsInNoEvidenceAndNoAssertion() {
        registered("release-engineer");
        assertThat(hand(person, authorship()).status()).isEqualTo(201);
        Reply revoked = api.post(
                "admin",
                "/api/v1/manufacturers/exm/people/%s/keys/%s/revocation"
                        .formatted(person, key.publicKey().fingerprint()),
                RunningServer.reason("lost"));
        assertThat(revoked.status()).isEqualTo(200);
        assertThat(hand(person, authorship()).problem()).isEqualTo("key-not-authorised");
        assertThat(api.exchange(Tokens.assertion(person, key)).status()).isBetween(400, 401);
    }

    private Envelope authorship() {
        HumanPredicate claim = new Authorship(
                new SignatureBlock(person, "Person " + person, Instant.now()), "a change of " + UUID.randomUUID());
        return Envelope.sign(
                Statement.PAYLOAD_TYPE, Statement.about(manifest, claim).toJson(), key);
    }

    private Reply hand(String by, Envelope envelope) {
        return api.post(by, release + "/evidence", envelope.toJson());
    }

    private Answer change(String what, JsonObject body) {
        Reply reply = api.post("admin", "/api/v1/people/" + person + "/" + what, body);
        return new Answer(reply.status(), reply.body());
    }

    private String state() {
        return api.get("re.one", release).json().string("state");
    }
}
