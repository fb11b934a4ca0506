package io.suture.server.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.server.testing.ApiCalls;
import io.suture.server.testing.Approver;
import io.suture.server.testing.Drafts;
import io.suture.server.testing.Reply;
import io.suture.server.testing.RunningServer;
import io.suture.server.testing.TestPki;
import io.suture.trust.digest.Digest;
import io.suture.trust.dsse.Envelope;
import io.suture.trust.json.JsonObject;
import io.suture.trust.key.SoftwareSigner;
import io.suture.trust.release.ReleaseId;
import io.suture.trust.review.LogReview;
import io.suture.trust.review.ReviewLimits;
import io.suture.trust.review.ReviewOutcome;
import io.suture.trust.review.ReviewScope;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import reactor.core.publisher.Mono;

/** Reviews of the log of a running server: what is frozen, who may, what is signed, what is refused (ADR 0031). */
@Execution(ExecutionMode.SAME_THREAD) // one server for all of these
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReviewIT {

    private static final String AUDIT = "/api/v1/manufacturers/exm/audit/";
    private static final String REVIEWS = AUDIT + "reviews";

    private final RunningServer server = RunningServer.get();
    private final ApiCalls api = server.api();
    private final Drafts drafts = new Drafts(api);
    private final Approver inspector = Approver.of(api, "insp.one");
    private final String other = "insp." + UUID.randomUUID().toString().substring(0, 8);

    @BeforeAll
    void registerAnotherAuditor() {
        SoftwareSigner key = TestPki.key();
        JsonObject person = JsonObject.builder()
                .put("id", other)
                .put("printedName", "Person " + other)
                .putStrings("roles", List.of("auditor"))
                .put("publicKey", key.publicKey().toPem())
                .put("manufacturer", "exm")
                .build();
        assertThat(api.post("admin", "/api/v1/people", person).status()).isEqualTo(201);
        api.remember(other, api.token(other, key));
    }

    /** A release whose creation the log covers. */
    private ReleaseId release() {
        ReleaseId id = drafts.create();
        Mono.fromSupplier(() -> api.get("insp.one", AUDIT + "events?release=" + id)
                        .json()
                        .objects("events"))
                .filter(events -> !events.isEmpty())
                .repeatWhenEmpty(again -> again.delayElements(Duration.ofMillis(100)))
                .block(Duration.ofSeconds(30));
        return id;
    }

    private Reply open(String person, String name, String value) {
        JsonObject body = JsonObject.builder()
                .put("filter", JsonObject.builder().put(name, value).build())
                .build();
        return api.post(person, REVIEWS, body);
    }

    private JsonObject opened(ReleaseId release) {
        Reply reply = open("insp.one", "release", release.toString());
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        return reply.json();
    }

    private Reply comment(String person, JsonObject review, String text) {
        JsonObject body = JsonObject.builder().put("text", text).put("index", 1).build();
        return api.post(person, path(review) + "/comments", body);
    }

    private static String path(JsonObject review) {
        return REVIEWS + "/" + review.string("id");
    }

    private static LogReview claim(JsonObject review, ReviewOutcome outcome) {
        return new LogReview(
                review.string("id"),
                Digest.parse(review.string("scopeDigest")),
                Digest.parse(review.string("commentsDigest")),
                outcome,
                "insp.one",
                "Person insp.one",
                Instant.now().truncatedTo(ChronoUnit.MILLIS),
                "signed-assertion");
    }

    /** Prove anew who one is for exactly this, sign it, hand it in. */
    private Reply close(JsonObject review, LogReview claim) {
        inspector.stepUp(claim.binding());
        return hand("insp.one", review, claim.sign(inspector.key()));
    }

    private Reply hand(String person, JsonObject review, Envelope envelope) {
        return api.post(person, path(review) + "/closure", envelope.toJson());
    }

    private Reply closeChanged(UnaryOperator<LogReview> change) {
        JsonObject review = opened(release());
        return close(review, change.apply(claim(review, ReviewOutcome.ACCEPTED)));
    }

    private static void assertRefused(Reply reply, int status, String problem) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(status);
        assertThat(reply.problem()).isEqualTo(problem);
    }

    @Test
    void whenAReviewIsOpenedCommentedAndSignedThenAllOfItIsOnTheRecord() {
        ReleaseId release = release();
        JsonObject review = opened(release);
        ReviewScope scope = ReviewScope.of(review.object("scope"));
        assertThat(scope.digest().toString()).isEqualTo(review.string("scopeDigest"));
        assertThat(scope.count()).isPositive();
        assertThat(scope.filter()).containsEntry("release", release.toString());

        assertThat(comment("insp.one", review, "why twice?").status()).isEqualTo(201);
        JsonObject commented = api.get("insp.one", path(review)).json();
        assertThat(commented.objects("comments")).hasSize(1);
        Reply closed = close(commented, claim(commented, ReviewOutcome.FINDINGS));

        assertThat(closed.status()).as(closed.text()).isEqualTo(200);
        assertThat(closed.json().string("state")).isEqualTo("closed");
        assertThat(closed.json().string("outcome")).isEqualTo("findings");
        Envelope signature = Envelope.parse(closed.json().object("signature"));
        assertThat(signature.verifiedBy(List.of(inspector.key().publicKey()))).hasSize(1);
        assertThat(LogReview.claimedBy(signature).scope()).isEqualTo(scope.digest());
        assertThat(kinds(review)).containsExactly("review.opened", "review.commented", "review.closed");
        assertThat(api.get("insp.one", REVIEWS).text()).contains(review.string("id"));
    }

    private List<String> kinds(JsonObject review) {
        return Mono.fromSupplier(
                        () -> api
                                .get("insp.one", AUDIT + "events?object=" + review.string("id"))
                                .json()
                                .objects("events")
                                .stream()
                                .map(event -> event.string("kind"))
                                .filter(kind -> kind.startsWith("review.") && !kind.endsWith("refused"))
                                .toList())
                .filter(kinds -> kinds.size() >= 3)
                .repeatWhenEmpty(again -> again.delayElements(Duration.ofMillis(100)))
                .block(Duration.ofSeconds(30));
    }

    @Test
    void whenEventsComeLaterThenTheScopeStaysAsItWasFrozen() {
        JsonObject review = opened(release());
        release();

        JsonObject later = api.get("insp.one", path(review)).json();

        assertThat(later.object("scope")).isEqualTo(review.object("scope"));
    }

    @Test
    void whenTheReviewerActedInTheScopeThenItIsRefusedWithTheIndexes() {
        Reply exported = api.get("insp.one", AUDIT + "events/export?kind=release.*");
        assertThat(exported.status()).isEqualTo(200);
        List<JsonObject> own = Mono.fromSupplier(
                        () -> api.get("insp.one", AUDIT + "events?kind=audit.exported&actor=insp.one")
                                .json()
                                .objects("events"))
                .filter(events -> !events.isEmpty())
                .repeatWhenEmpty(again -> again.delayElements(Duration.ofMillis(100)))
                .block(Duration.ofSeconds(30));

        Reply refused = open("insp.one", "kind", "audit.*");

        assertRefused(refused, 409, "reviewer-acted");
        assertThat(refused.text()).contains("\"indexes\":[" + own.getFirst().integer("index"));
        assertThat(open(other, "kind", "audit.*").status()).isEqualTo(201);
    }

    @Test
    void whenNothingIsFoundOrTheFilterMakesNoSenseThenItIsRefused() {
        assertRefused(open("insp.one", "release", "NOPE/1.0.0"), 400, "invalid-field");
        assertRefused(open("insp.one", "colour", "red"), 400, "invalid-field");
    }

    @Test
    void whenTheReviewIsClosedThenItIsNeitherClosedNorCommentedAgain() {
        JsonObject review = opened(release());
        LogReview claim = claim(review, ReviewOutcome.ACCEPTED);
        assertThat(close(review, claim).status()).isEqualTo(200);

        assertRefused(close(review, claim(review, ReviewOutcome.FINDINGS)), 409, "review-closed");
        assertRefused(hand("insp.one", review, claim.sign(inspector.key())), 409, "review-closed");
        assertRefused(comment("insp.one", review, "too late"), 409, "review-closed");
    }

    @Test
    void whenAnotherAuditorGoesOnWithItThenItIsRefused() {
        JsonObject review = opened(release());

        assertRefused(comment(other, review, "mine"), 403, "not-permitted");
        assertRefused(
                hand(other, review, claim(review, ReviewOutcome.ACCEPTED).sign(inspector.key())), 403, "not-permitted");
    }

    @Test
    void whenTheSignatureIsOverAnotherScopeThenItIsRefused() {
        assertRefused(
                closeChanged(claim -> with(claim, Digest.of(new byte[] {1}), claim.comments(), claim.review())),
                422,
                "subject-mismatch");
    }

    @Test
    void whenTheSignatureIsOverAnotherReviewThenItIsRefused() {
        assertRefused(
                closeChanged(claim -> with(
                        claim,
                        claim.scope(),
                        claim.comments(),
                        UUID.randomUUID().toString())),
                422,
                "subject-mismatch");
    }

    @Test
    void whenACommentCameAfterTheSignatureWasMadeThenItIsRefused() {
        JsonObject review = opened(release());
        LogReview claim = claim(review, ReviewOutcome.ACCEPTED);
        comment("insp.one", review, "one more thing");

        assertRefused(close(review, claim), 422, "subject-mismatch");
    }

    @Test
    void whenThePrintedNameIsAnotherThenItIsRefused() {
        assertRefused(
                closeChanged(claim -> new LogReview(
                        claim.review(),
                        claim.scope(),
                        claim.comments(),
                        claim.outcome(),
                        claim.signedBy(),
                        "Somebody Else",
                        claim.signedAt(),
                        claim.method())),
                422,
                "subject-mismatch");
    }

    @Test
    void whenThereIsNoFreshProofOfIdentityThenItIsRefusedAndAProofCountsOnce() {
        JsonObject review = opened(release());
        LogReview claim = claim(review, ReviewOutcome.ACCEPTED);
        assertRefused(hand("insp.one", review, claim.sign(inspector.key())), 403, "step-up-required");
        inspector.stepUp(
                LogReview.binding(review.string("id"), claim.scope(), claim.comments(), ReviewOutcome.FINDINGS));
        assertRefused(hand("insp.one", review, claim.sign(inspector.key())), 403, "step-up-required");

        assertThat(close(review, claim).status()).isEqualTo(200);
    }

    @Test
    void whenAnotherKeySignsThenItIsRefused() {
        JsonObject review = opened(release());
        LogReview claim = claim(review, ReviewOutcome.ACCEPTED);
        inspector.stepUp(claim.binding());

        assertRefused(hand("insp.one", review, claim.sign(TestPki.key())), 403, "key-not-authorised");
    }

    @Test
    void whenThereAreFindingsButNoCommentThenItIsRefused() {
        JsonObject review = opened(release());

        assertRefused(close(review, claim(review, ReviewOutcome.FINDINGS)), 400, "invalid-field");
    }

    @Test
    void whenACommentIsAsLongAsAllowedThenACharacterMoreIsRefused() {
        JsonObject review = opened(release());

        assertThat(comment("insp.one", review, "c".repeat(ReviewLimits.COMMENT)).status())
                .isEqualTo(201);
        assertThat(comment("insp.one", review, "c".repeat(ReviewLimits.COMMENT + 1))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void whenThereAreAsManyCommentsAsAllowedThenOneMoreIsRefused() {
        JsonObject review = opened(release());
        store(review, ReviewLimits.COMMENTS - 1);

        assertThat(comment("insp.one", review, "the last one").status()).isEqualTo(201);
        assertRefused(comment("insp.one", review, "one more"), 413, "too-large");
        assertThat(api.get("insp.one", path(review)).json().objects("comments")).hasSize(ReviewLimits.COMMENTS);
    }

    /** Comments as they would be after hours. */
    private void store(JsonObject review, int number) {
        server.execute("""
                set session_replication_role = replica;
                insert into log_review_comment (review, number, text, written_at, event_id)
                select '%s', number, 'read', now(), gen_random_uuid() from generate_series(1, %d) number
                """.formatted(review.string("id"), number));
    }

    @Test
    void whenTheReviewIsAnotherTenantsThenItDoesNotExist() {
        JsonObject review = opened(release());
        String foreign = path(review).replace("/exm/", "/oth/");

        assertThat(api.get("insp.one", foreign).status()).isEqualTo(404);
        assertThat(api.get("insp.one", REVIEWS + "/" + UUID.randomUUID()).status())
                .isEqualTo(404);
        assertThat(open("re.one", "kind", "release.*").status()).isEqualTo(403);
    }

    private static LogReview with(LogReview claim, Digest scope, Digest comments, String review) {
        return new LogReview(
                review,
                scope,
                comments,
                claim.outcome(),
                claim.signedBy(),
                claim.printedName(),
                claim.signedAt(),
                claim.method());
    }
}
