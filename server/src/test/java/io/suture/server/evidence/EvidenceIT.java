package io.suture.server.evidence;

import static io.suture.server.testing.Drafts.path;
import static org.assertj.core.api.Assertions.assertThat;

import io.suture.server.testing.ApiCalls;
import io.suture.server.testing.Approver;
import io.suture.server.testing.Drafts;
import io.suture.server.testing.PolicyRows;
import io.suture.server.testing.Reply;
import io.suture.server.testing.RunningServer;
import io.suture.server.testing.Statements;
import io.suture.server.testing.TestPki;
import io.suture.trust.attest.HumanPredicate;
import io.suture.trust.attest.Statement;
import io.suture.trust.attest.Subject;
import io.suture.trust.digest.Digest;
import io.suture.trust.dsse.Envelope;
import io.suture.trust.json.JsonObject;
import io.suture.trust.release.Manifest;
import io.suture.trust.release.ReleaseId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Evidence and what it does to a release: reliability.md G1, G2, G3, G8, G9. */
@Execution(ExecutionMode.SAME_THREAD) // one server for all of these
class EvidenceIT {

    private final RunningServer server = RunningServer.get();
    private final ApiCalls api = server.api();
    private final Drafts drafts = new Drafts(api);
    private final ReleaseId id = drafts.submit();
    private final Statements statements = new Statements(Drafts.manifest(id), Instant.now());

    @BeforeAll
    static void policy() {
        new PolicyRows(RunningServer.get()).put();
    }

    @Test
    void whenEvidenceIsCompleteThenTheReleaseIsValidatedAndApproved() {
        List<Digest> seen = addAllButApproval();
        assertThat(state()).isEqualTo("validated");
        JsonObject blockers = api.get("re.one", path(id, "/blockers")).json();
        JsonObject missing = blocking(blockers).getFirst();
        assertThat(missing.string("code")).isEqualTo("missing-evidence");
        assertThat(missing.strings("resolvedBy")).containsExactly("quality-approver");
        assertThat(missing.string("command")).startsWith("suture approve " + id);

        approve();
        assertThat(state()).isEqualTo("approved");
        assertThat(api.get("re.one", path(id, "/blockers")).json().bool("accepted"))
                .isTrue();
        assertThat(api.get("re.one", path(id, "/evidence")).text().lines()).hasSize(seen.size() + 1);
    }

    @Test
    void whenEvidenceComesAfterApprovalThenTheApprovalNoLongerCovers() {
        addAllButApproval();
        approve();
        add("re.one", statements.envelope(statements.authorship("one more change")), 201);
        assertThat(state()).isEqualTo("validated");
        assertThat(blocking(api.get("re.one", path(id, "/blockers")).json()).stream()
                        .map(finding -> finding.string("code")))
                .contains("approval-outdated");
    }

    @Test
    void whenTheSameStatementComesAgainThenItIsTheSameEvidence() {
        HumanPredicate claim = statements.authorship("change");
        add("re.one", statements.envelope(claim), 201);
        Reply again = add("re.one", statements.envelope(claim), 200);
        assertThat(again.json().bool("added")).isFalse();
        assertThat(api.get("re.one", path(id, "/evidence")).text().lines()).hasSize(1);
    }

    /** Kept for those who know its kind, shown to everybody, and no substitute for anything: even if it says so. */
    @Test
    void whenTheKindIsUnknownThenItIsKeptAndShownAndNeverCounted() {
        Envelope unknown = Envelope.sign(
                Statement.PAYLOAD_TYPE,
                new Statement(
                                List.of(new Subject(
                                        Manifest.FILE, Drafts.manifest(id).digest())),
                                "https://example.com/attestations/quality-approval/v9",
                                statements.approval("qa.one", List.of()).toJson())
                        .toJson(),
                TestPki.key());
        add("vv.one", unknown, 201);
        assertThat(state()).isEqualTo("submitted");
        addAllButApproval();
        assertThat(state()).isEqualTo("validated");
        JsonObject shown = api.get("re.one", path(id, "/blockers")).json();
        assertThat(shown.objects("findings"))
                .filteredOn(finding -> finding.string("code").equals("unknown-evidence"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.bool("blocks")).isFalse();
                    assertThat(finding.string("explain"))
                            .contains(unknown.payloadDigest().toString(), "quality-approval/v9");
                });
        assertThat(blocking(shown).stream().map(finding -> finding.string("code")))
                .containsExactly("missing-evidence");
        assertThat(api.get("insp.one", path(id, "/evidence")).text().lines())
                .anyMatch(line ->
                        Envelope.parse(line.getBytes(StandardCharsets.UTF_8)).equals(unknown));
        approve();
        assertThat(state()).isEqualTo("approved");
    }

    @Test
    void whenSomebodyElseHandsItInThenItIsRefused() {
        Reply reply = add("qa.one", statements.envelope(statements.authorship("change")), 403);
        assertThat(reply.problem()).isEqualTo("author-mismatch");
    }

    @Test
    void whenSomebodyElseSignedThenItIsRefused() {
        Reply reply = add("re.one", statements.envelope(statements.authorship("change"), "vv.one"), 403);
        assertThat(reply.problem()).isEqualTo("author-mismatch");
    }

    @Test
    void whenRoleMayNotApproveThenItIsRefused() {
        Approver engineer = Approver.of(api, "re.one");
        assertThat(engineer.request(path(id, ""), "approval", "quality-approver")
                        .problem())
                .isEqualTo("role-not-permitted");
        assertThat(engineer.request(path(id, ""), "approval", "release-engineer")
                        .status())
                .isEqualTo(201);
    }

    @Test
    void whenAnApprovalIsPostedLikeAnyEvidenceThenItIsRefused() {
        Reply reply = add("qa.one", statements.envelope(statements.approval("qa.one", List.of())), 403);
        assertThat(reply.problem()).isEqualTo("step-up-required");
    }

    @Test
    void whenStatementIsAboutAnotherReleaseThenItIsRefused() {
        Statements other = new Statements(Drafts.manifest(new ReleaseId("GW2", "5.0.0")), Instant.now());
        Reply reply = add("re.one", other.envelope(other.authorship("change")), 422);
        assertThat(reply.problem()).isEqualTo("subject-mismatch");
    }

    @Test
    void whenPayloadWasChangedAfterSigningThenItIsRefused() {
        Envelope good = statements.envelope(statements.authorship("change"));
        Envelope other = statements.envelope(statements.authorship("another change"));
        Envelope mixed = new Envelope(good.payloadType(), other.payload(), good.signatures());
        assertThat(add("re.one", mixed, 403).problem()).isEqualTo("key-not-authorised");
    }

    @Test
    void whenStatementIsDatedInTheFutureThenItIsRefused() {
        Statements early = new Statements(Drafts.manifest(id), Instant.now().plusSeconds(2 * 86_400));
        assertThat(add("re.one", early.envelope(early.authorship("change")), 422)
                        .problem())
                .isEqualTo("evidence-refused");
    }

    @Test
    void whenReleaseIsADraftThenEvidenceIsRefusedAndTheNextStepNamed() {
        ReleaseId draft = drafts.create();
        Reply reply = api.post(
                "re.one",
                path(draft, "/evidence"),
                statements.envelope(statements.authorship("change")).toJson());
        assertThat(reply.problem()).isEqualTo("illegal-transition");
        JsonObject finding =
                blocking(api.get("re.one", path(draft, "/blockers")).json()).getFirst();
        assertThat(finding.string("code")).isEqualTo("not-submitted");
    }

    @Test
    void whenEnvelopeIsNoEnvelopeThenItIsMalformed() {
        for (String body : List.of("", "{}", "[]", "{\"payload\":\"x\"}", "\u0000", "{\"a\":1,\"a\":2}")) {
            Reply reply = api.post("re.one", path(id, "/evidence"), body.getBytes(StandardCharsets.UTF_8));
            assertThat(reply.status()).as(body).isEqualTo(400);
            assertThat(reply.problem()).isEqualTo("malformed-document");
        }
    }

    private List<Digest> addAllButApproval() {
        List<Digest> seen = new ArrayList<>();
        for (HumanPredicate claim : statements.withoutApproval()) {
            Envelope envelope = statements.envelope(claim);
            add(claim.signature().signedBy(), envelope, 201);
            seen.add(envelope.payloadDigest());
        }
        return seen;
    }

    private void approve() {
        Approver.of(api, "qa.one").approve(path(id, ""), Drafts.manifest(id));
    }

    private Reply add(String person, Envelope envelope, int expected) {
        Reply reply = api.post(person, path(id, "/evidence"), envelope.toJson());
        assertThat(reply.status()).as(reply.text()).isEqualTo(expected);
        return reply;
    }

    private String state() {
        return api.get("re.one", path(id, "")).json().string("state");
    }

    private static List<JsonObject> blocking(JsonObject blockers) {
        return blockers.objects("findings").stream()
                .filter(finding -> finding.bool("blocks"))
                .toList();
    }
}
