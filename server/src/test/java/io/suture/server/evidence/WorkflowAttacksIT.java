package io.suture.server.evidence;

import static io.suture.server.testing.Drafts.path;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.suture.server.testing.Api.Answer;
import io.suture.server.testing.ApiCalls;
import io.suture.server.testing.Approver;
import io.suture.server.testing.Approver.Opened;
import io.suture.server.testing.Drafts;
import io.suture.server.testing.ExampleFolder;
import io.suture.server.testing.PolicyRows;
import io.suture.server.testing.Reply;
import io.suture.server.testing.RunningServer;
import io.suture.server.testing.Statements;
import io.suture.server.testing.TestPki;
import io.suture.trust.attest.Authorship;
import io.suture.trust.attest.HumanPredicate;
import io.suture.trust.attest.QualityApproval;
import io.suture.trust.attest.SignatureBlock;
import io.suture.trust.attest.Statement;
import io.suture.trust.digest.Digest;
import io.suture.trust.dsse.Envelope;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import io.suture.trust.key.SoftwareSigner;
import io.suture.trust.release.Manifest;
import io.suture.trust.release.ReleaseId;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attacks on the workflow against the running server: reliability.md G1 to G12. */
@Execution(ExecutionMode.SAME_THREAD) // one server for all of these
class WorkflowAttacksIT {

    private final RunningServer server = RunningServer.get();
    private final ApiCalls api = server.api();
    private final Drafts drafts = new Drafts(api);
    private final ReleaseId id = drafts.submit();
    private final String release = path(id, "");
    private final Manifest manifest = Drafts.manifest(id);
    private final Statements statements = new Statements(manifest, Instant.now());
    private final Approver approver = Approver.of(api, "qa.one");

    @BeforeEach
    void validated() {
        new PolicyRows(server).put();
        for (HumanPredicate claim : statements.withoutApproval()) {
            add(claim.signature().signedBy(), statements.envelope(claim)).expect(201);
        }
        assertThat(state()).isEqualTo("validated");
    }

    @Test
    void g1ApprovalOfAnotherReleaseIsRefused() {
        ReleaseId other = drafts.submit();
        Opened elsewhere = approver.open(path(other, ""));
        Envelope approval = approver.sign(elsewhere, Drafts.manifest(other));
        Opened here = opened();
        assertThat(approver.hand(here, approval).problem()).isEqualTo("subject-mismatch");
        assertThat(approver.hand(new Opened(here.path(), elsewhere.json()), approval)
                        .problem())
                .isEqualTo("not-found");
        assertNotApproved();
    }

    @Test
    void g2EvidenceThatCameAfterTheApprovalWasOpenedVoidsIt() {
        Opened opened = opened();
        add("re.one", statements.envelope(statements.authorship("one more change")))
                .expect(201);
        assertThat(approver.hand(opened, approver.sign(opened, manifest)).problem())
                .isEqualTo("evidence-changed");
        assertNotApproved();
        approver.approve(release, manifest);
        assertThat(state()).isEqualTo("approved");
    }

    @Test
    void g3NobodyApprovesInARoleTheyDoNotHave() {
        for (String role : List.of("quality-approver", "admin", "auditor")) {
            assertThat(Approver.of(api, "re.one")
                            .request(release, "approval", role)
                            .problem())
                    .as(role)
                    .isEqualTo("role-not-permitted");
        }
        assertThat(Approver.of(api, "admin")
                        .request(release, "approval", "quality-approver")
                        .problem())
                .isEqualTo("not-permitted");
        assertNotApproved();
    }

    /** Both roles are the person's own, and every signature is good. */
    @Test
    void g3WhoWroteAPartDoesNotApproveIt() {
        String both = "both." + UUID.randomUUID();
        SoftwareSigner key = TestPki.key();
        register(both, key);
        new PolicyRows(server).putWith(both, Set.of("release-engineer", "quality-approver"), key.publicKey());
        Authorship wrote = new Authorship(
                new SignatureBlock(both, "Person " + both, Instant.now().truncatedTo(ChronoUnit.MILLIS)), "a part");
        add(
                        both,
                        Envelope.sign(
                                Statement.PAYLOAD_TYPE,
                                Statement.about(manifest, wrote).toJson(),
                                key))
                .expect(201);
        new Approver(approver.caller(), both, key).approve(release, manifest);
        assertThat(state()).isEqualTo("validated");
        JsonObject blockers = api.get("re.one", release + "/blockers").json();
        assertThat(blockers.bool("accepted")).isFalse();
        assertThat(blockers.objects("findings"))
                .filteredOn(finding -> finding.bool("blocks"))
                .extracting(finding -> finding.string("rule"))
                .contains("separation-of-duties");
        assertThat(api.post("re.one", release + "/signing", JsonObject.EMPTY).status())
                .isEqualTo(409);
    }

    private void register(String person, SoftwareSigner key) {
        JsonObject registration = JsonObject.builder()
                .put("id", person)
                .put("printedName", "Person " + person)
                .putStrings("roles", List.of("release-engineer", "quality-approver"))
                .put("manufacturer", "exm")
                .put("publicKey", key.publicKey().toPem())
                .build();
        assertThat(api.post("admin", "/api/v1/people", registration).status()).isEqualTo(201);
        api.remember(person, api.token(person, key));
    }

    @Test
    void g4TheSamePersonTwiceIsOnePerson() {
        String one = "\"%s\",\"roles\":[\"quality-approver\"],\"threshold\":1".formatted(QualityApproval.TYPE);
        new PolicyRows(server).putRelease(policy -> {
            assertThat(policy).contains(one);
            return policy.replace(one, one.replace("\"threshold\":1", "\"threshold\":2"));
        });
        approver.approve(release, manifest);
        approver.approve(release, manifest);
        assertThat(state()).isEqualTo("validated");
        assertThat(api.get("re.one", release + "/blockers").json().bool("accepted"))
                .isFalse();
    }

    @Test
    void g6WithoutAFreshProofForThisSignatureNothingIsSigned() {
        Opened opened = approver.open(release);
        Envelope envelope = approver.sign(opened, manifest);
        assertThat(approver.hand(opened, envelope).problem()).isEqualTo("step-up-required");
        approver.stepUp(Digest.of(new byte[] {1}));
        assertThat(approver.hand(opened, envelope).problem()).isEqualTo("step-up-required");
        Approver.of(api, "vv.one").stepUp(opened.binding());
        assertThat(approver.hand(opened, envelope).problem()).isEqualTo("step-up-required");
        approver.stepUp(opened);
        approver.hand(opened, envelope).expect(201);
    }

    @Test
    void g6AnotherPersonsPendingApprovalDoesNotExist() {
        Opened opened = opened();
        Approver engineer = Approver.of(api, "re.one");
        assertThat(engineer.hand(opened, approver.sign(opened, manifest)).problem())
                .isEqualTo("not-found");
        assertThat(approver.hand(opened, engineer.envelope(manifest, approver.claim(opened, manifest)))
                        .problem())
                .isEqualTo("key-not-authorised");
        assertNotApproved();
    }

    @ParameterizedTest
    @ValueSource(strings = {"signedBy", "printedName", "meaning", "role", "reason", "evidence", "authentication"})
    void g6WhatWasNotShownIsNotSigned(String member) {
        Opened opened = opened();
        JsonObject claim = approver.claim(opened, manifest).toJson();
        Answer answer = approver.hand(opened, signed(altered(claim, member)));
        assertThat(answer.problem()).isIn("subject-mismatch", "malformed-document");
        assertNotApproved();
    }

    private static JsonObject altered(JsonObject claim, String member) {
        JsonObject.Builder altered = claim.toBuilder();
        switch (member) {
            case "meaning" -> altered.set(member, text("review"));
            case "role" -> altered.set(member, text("admin"));
            case "authentication" ->
                altered.set(
                        member,
                        claim.object(member).toBuilder()
                                .set("method", text("password-totp"))
                                .build());
            case "evidence" -> {
                altered.set(
                        member,
                        JsonObject.builder().putStrings("x", List.of()).build().array("x"));
                altered.set(
                        "evidenceSet",
                        text(QualityApproval.evidenceSet(List.of()).toString()));
            }
            default -> altered.set(member, text("somebody else"));
        }
        return altered.build();
    }

    private static io.suture.trust.json.JsonValue text(String value) {
        return io.suture.trust.json.JsonValue.of(value);
    }

    private Envelope signed(JsonObject claim) {
        Statement statement = new Statement(
                List.of(new io.suture.trust.attest.Subject(Manifest.FILE, manifest.digest())),
                QualityApproval.TYPE,
                claim);
        return Envelope.sign(Statement.PAYLOAD_TYPE, statement.toJson(), ExampleFolder.person("qa.one"));
    }

    @Test
    void g8TenHandsAtOnceAreOneSignature() {
        Opened opened = opened();
        Envelope envelope = approver.sign(opened, manifest);
        List<Integer> statuses = IntStream.range(0, 10)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> approver.hand(opened, envelope).status()))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .sorted()
                .toList();
        assertThat(statuses).containsExactly(200, 200, 200, 200, 200, 200, 200, 200, 200, 201);
        assertThat(approvals()).isEqualTo(1);
    }

    @Test
    void g8AnotherStatementForASignedApprovalIsRefused() {
        Opened opened = opened();
        approver.hand(opened, approver.sign(opened, manifest)).expect(201);
        QualityApproval other = later(approver.claim(opened, manifest));
        assertThat(approver.hand(opened, approver.envelope(manifest, other)).problem())
                .isEqualTo("approval-closed");
        assertThat(approvals()).isEqualTo(1);
    }

    private static QualityApproval later(QualityApproval claim) {
        SignatureBlock block = claim.signature();
        return new QualityApproval(
                new SignatureBlock(
                        block.signedBy(), block.printedName(), block.signedAt().plusMillis(1)),
                claim.role(),
                claim.meaning(),
                claim.reason(),
                claim.authentication(),
                claim.manifest(),
                claim.evidence());
    }

    @Test
    void g9StatesAreNotSkipped() {
        for (String step : List.of("/publication", "/resumption", "/suspension", "/withdrawal")) {
            Reply reply = api.post("re.one", release + step, RunningServer.reason("skip"));
            assertThat(reply.status()).as(step).isEqualTo(409);
        }
        assertThat(api.post("re.one", release + "/signing", JsonObject.EMPTY).status())
                .isEqualTo(409);
        assertThat(state()).isEqualTo("validated");
    }

    @Test
    void g10ANewerLookReplacesTheOlderOne() {
        Opened older = opened();
        Opened newer = opened();
        assertThat(approver.hand(older, approver.sign(older, manifest)).problem())
                .isEqualTo("approval-closed");
        approver.hand(newer, approver.sign(newer, manifest)).expect(201);
    }

    @Test
    void g11AnExpiredApprovalIsNotSigned() {
        Opened opened = opened();
        server.execute("set session_replication_role = replica; update pending_approval"
                + " set expires_at = now() where id = '" + opened.id() + "'");
        assertThat(approver.hand(opened, approver.sign(opened, manifest)).problem())
                .isEqualTo("approval-closed");
        assertNotApproved();
    }

    @Test
    void g11AfterFiveFailuresTheApprovalIsVoidAndEachWasReported() {
        double before = failures();
        Opened opened = opened();
        Envelope forged = Approver.of(api, "vv.one").envelope(manifest, approver.claim(opened, manifest));
        for (int i = 0; i < PendingApproval.MAX_FAILURES; i++) {
            assertThat(approver.hand(opened, forged).problem()).isEqualTo("key-not-authorised");
        }
        assertThat(approver.hand(opened, approver.sign(opened, manifest)).problem())
                .isEqualTo("approval-closed");
        assertThat(failures()).isEqualTo(before + PendingApproval.MAX_FAILURES + 1);
        assertNotApproved();
    }

    private double failures() {
        return server.bean(MeterRegistry.class).find(ApprovalFailures.METER).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    @Test
    void g12AnAdministratorCannotChangeThePolicyAlone() {
        byte[] unsigned = Json.compact(JsonObject.builder()
                .put("metadata", JsonObject.EMPTY)
                .put(
                        "targets",
                        JsonObject.builder().put("policy/release.json", "e30=").build())
                .build());
        Reply reply = api.send(HttpRequest.newBuilder(api.uri("/api/v1/manufacturers/exm/repository/offline"))
                .header("Authorization", "Bearer " + api.token("admin"))
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofByteArray(unsigned)));
        assertThat(reply.status()).as(reply.text()).isBetween(400, 499);
    }

    @Test
    void anApprovalPostedLikeAnyEvidenceIsRefusedAndReported() {
        double before = failures();
        Opened opened = opened();
        assertThat(add("qa.one", approver.sign(opened, manifest)).problem()).isEqualTo("step-up-required");
        assertThat(failures()).isEqualTo(before + 1);
        assertNotApproved();
    }

    @Test
    void aReviewReleasesNothing() {
        Opened opened = new Opened(
                release + "/approvals",
                approver.request(release, "review", "quality-approver")
                        .expect(201)
                        .json());
        approver.stepUp(opened);
        approver.hand(opened, approver.sign(opened, manifest));
        assertThat(state()).isEqualTo("validated");
    }

    /** Opens and proves. */
    private Opened opened() {
        Opened opened = approver.open(release);
        approver.stepUp(opened);
        return opened;
    }

    private Answer add(String person, Envelope envelope) {
        Reply reply = api.post(person, release + "/evidence", envelope.toJson());
        return new Answer(reply.status(), reply.body());
    }

    private void assertNotApproved() {
        assertThat(state()).isEqualTo("validated");
        assertThat(approvals()).isZero();
    }

    private long approvals() {
        return api.get("re.one", release + "/evidence")
                .text()
                .lines()
                .map(line -> Envelope.parse(line.getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .filter(envelope ->
                        Statement.parse(envelope.payload()).predicateType().equals(QualityApproval.TYPE))
                .count();
    }

    private String state() {
        return api.get("re.one", release).json().string("state");
    }
}
