package io.suture.server.signing;

import static io.suture.server.testing.Await.awaitAnswer;
import static org.assertj.core.api.Assertions.assertThat;

import io.suture.server.testing.Api.Answer;
import io.suture.trust.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Two things happen to a signing event at once: it ends in one legal state, and the release agrees with it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SigningEventRacesIT {

    private static final int TIMES = 5;

    private SigningScene scene;

    @BeforeAll
    void found(@TempDir Path folder) {
        scene = new SigningScene(folder, Map.of());
    }

    @AfterAll
    void stop() {
        scene.close();
    }

    @AfterEach
    void refuseWhatIsOpen() {
        scene.events("open").forEach(event -> scene.refuse("qa.one", event));
    }

    private List<Integer> together(Supplier<Answer> one, Supplier<Answer> other) {
        var first = CompletableFuture.supplyAsync(one);
        var second = CompletableFuture.supplyAsync(other);
        return List.of(first.join().status(), second.join().status());
    }

    private String stateOf(JsonObject event) {
        return scene.event(event.string("id")).string("state");
    }

    @RepeatedTest(TIMES)
    void whenTwoGiveTheLastSignatureTogetherThenOneOfThemDid() {
        String version = scene.approved();
        JsonObject event = scene.opened(version);
        assertThat(together(() -> scene.sign("qa.one", event), () -> scene.sign("vv.one", event)))
                .containsExactlyInAnyOrder(200, 409);
        assertThat(stateOf(event)).isEqualTo("completed");
        assertThat(scene.state(version)).isEqualTo("signed");
        assertThat(scene.event(event.string("id")).objects("signatures")).hasSize(2);
    }

    @RepeatedTest(TIMES)
    void whenOneSignsAndAnotherRefusesThenItIsCompletedOrRefused() {
        String version = scene.approved();
        JsonObject event = scene.opened(version);
        assertThat(together(() -> scene.sign("qa.one", event), () -> scene.refuse("vv.one", event)))
                .containsExactlyInAnyOrder(200, 409);
        assertThat(stateOf(event) + " " + scene.state(version)).isIn("completed signed", "refused approved");
    }

    @RepeatedTest(TIMES)
    void whenItsTimeEndsWhileSomebodySignsThenItIsCompletedOrExpired() {
        String version = scene.approved();
        JsonObject event = scene.opened(version);
        scene.tamper("update signing_event set expires_at = now() + interval '40 milliseconds' where id = '"
                + event.string("id") + "'");
        var signing = CompletableFuture.supplyAsync(() -> scene.sign("qa.one", event));
        awaitAnswer(() -> {
            scene.keep();
            return !stateOf(event).equals("open");
        });
        assertThat(signing.join().status()).isIn(200, 409);
        assertThat(stateOf(event) + " " + scene.state(version)).isIn("completed signed", "expired approved");
    }

    @RepeatedTest(TIMES)
    void whenTheReleaseIsRejectedWhileSomebodySignsThenBothAgree() {
        String version = scene.approved();
        JsonObject event = scene.opened(version);
        assertThat(together(() -> scene.sign("qa.one", event), () -> scene.release(version, "rejection")))
                .containsExactlyInAnyOrder(200, 409);
        scene.keep();
        assertThat(stateOf(event) + " " + scene.state(version)).isIn("completed signed", "superseded rejected");
    }

    @RepeatedTest(TIMES)
    void whenTheReleaseIsWithdrawnWhileSomebodySignsThenBothAgree() {
        String version = scene.approved();
        JsonObject event = scene.opened(version);
        together(() -> scene.sign("qa.one", event), () -> scene.release(version, "withdrawal"))
                .forEach(status -> assertThat(status).isIn(200, 409));
        assertThat(stateOf(event)).isEqualTo("completed");
        assertThat(scene.state(version)).isIn("signed", "withdrawn");
    }

    @RepeatedTest(TIMES)
    void whenAnotherReleaseIsWithdrawnWhileSomebodySignsThenTheRemovalIsAskedFor() {
        String published = scene.published();
        String version = scene.approved();
        JsonObject event = scene.opened(version);
        assertThat(together(() -> scene.release(published, "withdrawal"), () -> scene.sign("qa.one", event)))
                .startsWith(200);
        assertThat(scene.state(published)).isEqualTo("withdrawn");
        assertThat(stateOf(event) + " " + scene.state(version)).isIn("completed signed", "superseded approved");
        JsonObject removal = scene.events("open").getFirst();
        assertThat(removal.string("purpose")).isEqualTo("withdrawal");
        scene.sign("vv.one", removal).expect(200);
        awaitAnswer(() -> !scene.devicesFind(published));
    }
}
