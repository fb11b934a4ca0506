package io.suture.cli.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.cli.api.FakeServer;
import io.suture.cli.session.TestRun;
import io.suture.cli.session.TestRun.Result;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person sets up their own account, before they can sign in at all. */
class SetUpAccountTest {

    private static final String SETUP = "POST /api/v1/local-account/setup";
    private static final String ACTIVATION = "POST /api/v1/local-account/activation";

    @TempDir
    private Path folder;

    private FakeServer server;
    private Path profile;

    @BeforeEach
    void start() throws IOException {
        server = new FakeServer();
        profile = server.profile(folder, "re.two", FakeServer.key());
        server.on(SETUP, 200, "{\"secret\":\"ABCD\",\"uri\":\"otpauth://totp/Suture:re.two?secret=ABCD\"}");
        server.on(ACTIVATION, 204, "");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void whenPersonAnswersThenTheAccountIsSetUpAndActivatedWithoutAToken() {
        Result result = new TestRun()
                .answering("123456 123456 1")
                .run("--profile", profile, "person", "set-up-account", "re.two");
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out()).contains("ABCD", "otpauth://totp/Suture:re.two?secret=ABCD", "confirm-reset re.two");
        assertThat(server.lines()).containsExactly(SETUP, ACTIVATION);
        assertThat(server.requests()).allMatch(request -> !request.headers().containsKey("authorization"));
    }

    @Test
    void whenNobodyIsAtATerminalThenTheTwoStepsAreTwoCalls() {
        TestRun run =
                new TestRun().with("SUTURE_SETUP_CODE", "the-code").with("SUTURE_NEW_PASSWORD", "long enough for it");
        Result first = run.run("--profile", profile, "--json", "person", "set-up-account", "re.two");
        assertThat(first.exitCode()).as(first.err()).isZero();
        assertThat(first.json().string("secret")).isEqualTo("ABCD");
        assertThat(server.lines()).containsExactly(SETUP);
        assertThat(server.requests().getFirst().text()).contains("the-code", "long enough for it");

        Result second = run.run("--profile", profile, "person", "set-up-account", "re.two", "--totp", "123456");
        assertThat(second.exitCode()).as(second.err()).isZero();
        assertThat(server.lines()).containsExactly(SETUP, ACTIVATION);
        assertThat(server.requests().getLast().text()).contains("123456").doesNotContain("long enough");
    }

    @Test
    void whenNobodyCanBeAskedThenNothingIsSent() {
        Result result = new TestRun().run("--profile", profile, "person", "set-up-account", "re.two");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("SUTURE_SETUP_CODE");
        assertThat(server.lines()).isEmpty();
    }
}
