package io.suture.cli.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.cli.api.FakeServer;
import io.suture.cli.session.TestRun;
import io.suture.cli.session.TestRun.Result;
import io.suture.trust.dsse.Envelope;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import io.suture.trust.key.SoftwareSigner;
import io.suture.trust.log.TreeHash;
import io.suture.trust.review.LogReview;
import io.suture.trust.review.ReviewOutcome;
import io.suture.trust.review.ReviewScope;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a reviewer signs is what the reviewer's own search finds. */
class ReviewCommandsTest {

    private static final String AUDIT = "/api/v1/manufacturers/exm/audit/";
    private static final String ID = "01939a3e-7b1c-7def-8abc-0123456789ab";

    @TempDir
    private Path folder;

    private final SoftwareSigner key = FakeServer.key();
    private FakeServer server;
    private Path profile;

    @BeforeEach
    void start() throws IOException {
        server = new FakeServer();
        profile = server.profile(folder, "insp.one", key);
        server.on("POST /api/v1/step-up", 201, "{\"method\":\"signed-assertion\"}");
        server.on("GET " + AUDIT + "reviews/" + ID, 200, text(review()));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static String text(JsonObject json) {
        return Json.pretty(json);
    }

    private static ReviewScope scope() {
        ReviewScope.Events events = new ReviewScope.Events().add(3, "a").add(5, "b");
        return new ReviewScope(
                "localhost/exm/audit",
                Map.of("kind", "release.*"),
                0,
                9,
                new TreeHash(new byte[32]).toString(),
                events.count(),
                events.digest());
    }

    private static JsonObject review() {
        JsonObject comment =
                JsonObject.builder().put("text", "why?").put("index", 5).build();
        return JsonObject.builder()
                .put("id", ID)
                .put("reviewer", "insp.one")
                .put("state", "open")
                .put("scope", scope().toJson())
                .putAll("comments", List.of(comment))
                .put("openedAt", TestRun.NOW)
                .build();
    }

    private void found(String... ids) {
        List<JsonObject> events = new ArrayList<>();
        for (int i = 0; i < ids.length; i++) {
            events.add(JsonObject.builder()
                    .put("index", List.of(3, 5, 9).get(i))
                    .put("id", ids[i])
                    .build());
        }
        JsonObject page = JsonObject.builder()
                .put("checkpoint", "")
                .put("size", 12)
                .putAll("events", events)
                .build();
        server.on("GET " + AUDIT + "events?after=-1&limit=500&kind=release.%2A", 200, text(page));
    }

    private Result close() {
        return new TestRun()
                .run(
                        "--profile",
                        profile,
                        "audit",
                        "review",
                        "close",
                        ID,
                        "--outcome",
                        "findings",
                        "--printed-name",
                        "Person insp.one",
                        "--yes");
    }

    @Test
    void whenTheSearchFindsTheSameThenScopeCommentsAndOutcomeAreSigned() {
        found("a", "b", "later");
        List<LogReview> handed = new ArrayList<>();
        server.on("POST " + AUDIT + "reviews/" + ID + "/closure", request -> {
            Envelope envelope = Envelope.parse(request.body());
            assertThat(envelope.verifiedBy(List.of(key.publicKey()))).hasSize(1);
            handed.add(LogReview.claimedBy(envelope));
            return FakeServer.Answer.json(200, text(review()));
        });

        Result closed = close();

        assertThat(closed.exitCode()).as(closed.err()).isZero();
        assertThat(handed).singleElement().satisfies(signed -> {
            assertThat(signed.scope()).isEqualTo(scope().digest());
            assertThat(signed.comments()).isEqualTo(LogReview.commentsDigest(List.of("#5 why?")));
            assertThat(signed.outcome()).isEqualTo(ReviewOutcome.FINDINGS);
            assertThat(signed.printedName()).isEqualTo("Person insp.one");
        });
    }

    @Test
    void whenTheServerShowsOtherEventsThanItFrozeThenNothingIsSigned() {
        found("a", "swapped");

        Result refused = close();

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("does not find the events");
        assertThat(server.lines()).noneMatch(line -> line.contains("step-up") || line.contains("closure"));
    }
}
