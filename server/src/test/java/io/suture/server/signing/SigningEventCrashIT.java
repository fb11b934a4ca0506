package io.suture.server.signing;

import static io.suture.server.testing.Await.awaitAnswer;
import static org.assertj.core.api.Assertions.assertThat;

import io.suture.server.signing.CrashPoint.Step;
import io.suture.server.testing.Api.Answer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The service dies at every step between the request to sign and the publication of a release that two must sign. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SigningEventCrashIT {

    private SigningScene scene;

    @BeforeAll
    void found(@TempDir Path folder) {
        scene = new SigningScene(folder, Map.of());
    }

    @AfterAll
    void stop() {
        scene.close();
    }

    @ParameterizedTest
    @EnumSource(value = Step.class, mode = EnumSource.Mode.EXCLUDE, names = "RELEASE_SIGNED_COMMITTED")
    void whenTheServiceDiesAtAStepThenARestartRepairsOrTheCallIsRepeated(Step step) {
        String version = scene.approved();
        scene.deadly.set(step);
        assertThat(goesThrough(version)).as("survived " + step).isFalse();

        scene.restart();
        awaitAnswer(() -> scene.client() != null);
        String after = scene.state(version);
        assertThat(after).isIn("approved", "signed", "published");
        if (!after.equals("published")) {
            assertThat(scene.devicesFind(version)).isFalse();
        }
        awaitAnswer(() -> goesThrough(version));
        awaitAnswer(() -> scene.devicesFind(version));
        assertOneStory(version);
    }

    /** Signs, has the approver sign and publishes, as far as it is not done yet. */
    private boolean goesThrough(String version) {
        Answer signing = scene.release(version, "signing");
        if (signing.status() == 202) {
            signing = scene.sign("qa.one", scene.event(signing.json().string("signingEvent")));
        }
        return signing.status() == 200 && scene.release(version, "publication").status() == 200;
    }

    /** Each decision stands in the log once; the release was signed by one event; no version of the role was used twice. */
    private void assertOneStory(String version) {
        for (String kind : new String[] {"release.signed", "release.published"}) {
            assertThat(scene.count("select count(*) from release_history h join audit_event e on e.id = h.event_id"
                            + " where e.kind = '" + kind + "' and h.version = '" + version + "'"))
                    .isEqualTo(1);
        }
        assertThat(scene.count(
                        "select count(*) from signing_event where state = 'completed' and release = '" + version + "'"))
                .isEqualTo(1);
        assertThat(scene.count("select count(*) from signing_event where state = 'open'"))
                .isZero();
        assertThat(scene.count("select count(*) from tuf_metadata m join signing_event e on e.role = m.role"
                        + " and e.version = m.version where e.state <> 'completed'"))
                .isZero();
    }
}
