package io.suture.cli.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.cli.api.FakeServer;
import io.suture.cli.session.TestRun;
import io.suture.cli.session.TestRun.Result;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An erasure from two people's command lines: asking destroys nothing, and who confirms is shown what goes. */
class ErasureCommandsTest {

    private static final String ERASURES = "/api/v1/manufacturers/exm/audit/erasures";
    private static final String ID = "01939a3e-7b1c-7def-8abc-0123456789ab";
    private static final String OPEN = "{\"id\":\"" + ID + "\",\"state\":\"open\",\"kind\":\"device\",\"key\":\"0a0b\","
            + "\"subject\":\"D-001\",\"reason\":\"wrong ward\",\"legalBasis\":\"GDPR Art. 17(1)(d)\","
            + "\"requestedBy\":\"admin.one\",\"requestedAt\":\"2026-11-22T08:00:00Z\",\"expiresAt\":\"2026-12-06T08:00:00Z\"}";
    private static final String EXPIRED =
            "{\"id\":\"" + ID + "\",\"state\":\"expired\",\"kind\":\"person\",\"key\":\"0c0d\","
                    + "\"legalBasis\":\"GDPR Art. 17(1)(a)\",\"requestedBy\":\"admin.one\",\"requestedAt\":\"2026-11-01T08:00:00Z\","
                    + "\"expiresAt\":\"2026-11-15T08:00:00Z\",\"endedAt\":\"2026-11-15T08:00:30Z\"}";

    @TempDir
    private Path folder;

    private final List<String> sent = new ArrayList<>();
    private FakeServer server;
    private Path profile;

    @BeforeEach
    void start() throws IOException {
        server = new FakeServer();
        profile = server.profile(folder, "admin.two", FakeServer.key());
        server.on("GET " + ERASURES + "/" + ID, 200, OPEN);
        server.on("GET " + ERASURES, 200, "{\"erasures\":[" + OPEN + "," + EXPIRED + "]}");
        for (String step : List.of("confirmation", "refusal", "withdrawal")) {
            server.on("POST " + ERASURES + "/" + ID + "/" + step, request -> {
                sent.add(step + " " + request.text());
                return FakeServer.Answer.json(200, EXPIRED);
            });
        }
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Result run(TestRun world, String... words) {
        List<Object> all = new ArrayList<>(List.of("--profile", profile, "audit"));
        all.addAll(List.of(words));
        return world.run(all.toArray());
    }

    @Test
    void whenAnErasureIsAskedForThenTheServerIsToldWhyAndThePersonHowItGoesOn() {
        List<JsonObject> wishes = new ArrayList<>();
        server.on("POST " + ERASURES, request -> {
            wishes.add(Json.parseObject(request.text().getBytes(StandardCharsets.UTF_8)));
            return FakeServer.Answer.json(201, OPEN);
        });

        Result asked = run(
                new TestRun(),
                "erase",
                "--device",
                "D-001",
                "--legal-basis",
                "GDPR Art. 17(1)(d)",
                "--reason",
                "wrong ward",
                "--yes");

        assertThat(asked.exitCode()).as(asked.err()).isZero();
        assertThat(asked.out())
                .contains("audit erasure confirm " + ID)
                .contains("2026-12-06T08:00:00Z")
                .contains("Nothing is erased");
        assertThat(wishes).singleElement().satisfies(wish -> {
            assertThat(wish.string("kind")).isEqualTo("device");
            assertThat(wish.string("id")).isEqualTo("D-001");
            assertThat(wish.string("legalBasis")).isEqualTo("GDPR Art. 17(1)(d)");
            assertThat(wish.string("reason")).isEqualTo("wrong ward");
        });
    }

    @Test
    void whenRequestsAreListedThenOpenOnesSayWhoseAndEndedOnesDoNot() {
        Result listed = run(new TestRun(), "erasure", "list");

        assertThat(listed.exitCode()).as(listed.err()).isZero();
        assertThat(listed.out())
                .contains("open  by admin.one", "device D-001, key 0a0b, GDPR Art. 17(1)(d): wrong ward")
                .contains("expired  by admin.one", "ended at 2026-11-15T08:00:30Z", "person, key 0c0d");
    }

    @Test
    void whenThePersonSaysYesThenTheRequestIsShownAndConfirmed() {
        Result confirmed = run(new TestRun().answering("yes"), "erasure", "confirm", ID);

        assertThat(confirmed.exitCode()).as(confirmed.err()).isZero();
        assertThat(confirmed.out()).contains("device D-001", "wrong ward", "Erased");
        assertThat(sent).containsExactly("confirmation {}");
    }

    @Test
    void whenThePersonSaysNoOrNobodyIsThereThenNothingIsConfirmed() {
        assertThat(run(new TestRun().answering("no"), "erasure", "confirm", ID).exitCode())
                .isNotZero();
        assertThat(run(new TestRun(), "erasure", "confirm", ID).exitCode()).isNotZero();

        assertThat(sent).isEmpty();
    }

    @Test
    void whenItIsRefusedOrWithdrawnThenTheReasonIsSentAndDemanded() {
        assertThat(run(new TestRun(), "erasure", "refuse", ID).exitCode()).isNotZero();
        assertThat(sent).isEmpty();

        Result refused = run(new TestRun(), "erasure", "refuse", ID, "--reason", "still needed");
        Result withdrawn = run(new TestRun(), "erasure", "withdraw", ID, "--reason", "wrong device");

        assertThat(refused.out()).as(refused.err()).contains("Refused; nothing was erased");
        assertThat(withdrawn.out()).as(withdrawn.err()).contains("Withdrawn; nothing was erased");
        assertThat(sent)
                .containsExactly("refusal {\"reason\":\"still needed\"}", "withdrawal {\"reason\":\"wrong device\"}");
    }
}
