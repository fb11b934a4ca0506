package io.suture.cli.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.cli.api.FakeServer;
import io.suture.cli.session.TestRun;
import io.suture.cli.session.TestRun.Result;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadinessCommandTest {

    @TempDir
    private Path folder;

    private Result readiness(String answer) throws IOException {
        try (FakeServer server = new FakeServer()) {
            server.on("GET /api/v1/manufacturers/exm/fleet/readiness?root=2", 200, answer);
            Path profile = server.profile(folder, "admin", FakeServer.key());
            return new TestRun().run("--profile", profile, "fleet", "readiness", "--root", 2);
        }
    }

    @Test
    void whenADeviceIsMissingThenItIsNamedAndTheExitCodeSaysSo() throws IOException {
        Result result =
                readiness("{\"root\":2,\"devices\":3,\"ready\":1,\"behind\":1,\"unknown\":1,\"silent\":1,\"waiting\":["
                        + "{\"device\":\"D-002\",\"product\":\"GW2\",\"facility\":\"F-1\"},"
                        + "{\"device\":\"D-003\",\"product\":\"GW2\",\"facility\":\"F-1\",\"trustedRoot\":1,"
                        + "\"lastSeen\":\"2026-11-21T10:00:00Z\"}]}");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out())
                .contains("1 of 3 enrolled devices trust root 2 or a later one")
                .contains("D-002  GW2  F-1  root unknown  last seen never")
                .contains("D-003  GW2  F-1  root 1  last seen 2026-11-21T10:00:00Z");
    }

    @Test
    void whenEveryDeviceIsReadyThenTheExitCodeIsZero() throws IOException {
        Result result = readiness(
                "{\"root\":2,\"devices\":2,\"ready\":2,\"behind\":0,\"unknown\":0,\"silent\":0,\"waiting\":[]}");
        assertThat(result.exitCode()).isZero();
    }
}
