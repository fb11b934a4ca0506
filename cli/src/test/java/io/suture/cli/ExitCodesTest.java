package io.suture.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.cli.api.FakeServer;
import io.suture.cli.api.FakeServer.Answer;
import io.suture.cli.session.TestRun;
import io.suture.cli.session.TestRun.Result;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExitCodesTest {

    private static final String STATUS = "GET /api/v1/manufacturers/exm/releases/GW2/3.1.1";

    @TempDir
    private Path folder;

    private FakeServer server;
    private Path profile;

    @BeforeEach
    void start() throws IOException {
        server = new FakeServer();
        profile = server.profile(folder, "qa.one", FakeServer.key());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void whenTheServerAnswersThenTheCodeIsZero() {
        server.on(STATUS, 200, "{\"state\":\"draft\"}");
        assertThat(status().exitCode()).isZero();
        assertThat(server.requests().get(1).headers()).containsEntry("authorization", "Bearer " + bearer());
    }

    @Test
    void whenTheServerRefusesThenTheCodeIsOneAndItsWordsAreShown() {
        server.on(
                "POST /api/v1/manufacturers/exm/releases/GW2/3.1.1/signing",
                request -> Answer.json(
                        409,
                        "{\"type\":\"urn:suture:problem:blockers\",\"title\":\"The release is blocked\","
                                + "\"blockers\":[{\"explain\":\"no malware scan\"}]}"));
        Result result = run("release", "sign", "GW2/3.1.1");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).contains("The release is blocked (blockers)", "- no malware scan");
    }

    @Test
    void whenJsonIsAskedForThenTheRefusalIsOneObjectWithTheServersData() {
        server.on(STATUS, request -> Answer.problem(409, "illegal-transition", "no"));
        Result result = run("--json", "release", "status", "GW2/3.1.1");
        assertThat(result.json().string("error")).isEqualTo("illegal-transition");
        assertThat(result.json().object("data").string("detail")).isEqualTo("no");
    }

    @Test
    void whenTheCommandLineIsWrongThenTheCodeIsTwo() throws IOException {
        assertThat(run().exitCode()).isEqualTo(2);
        assertThat(run("release").exitCode()).isEqualTo(2);
        assertThat(run("nonsense").exitCode()).isEqualTo(2);
        assertThat(run("release", "suspend", "GW2/3.1.1").exitCode()).isEqualTo(2);
        assertThat(run("release", "status", "GW2/3.1.1", "--server", "http://localhost")
                        .exitCode())
                .isEqualTo(2);
        Path unknown = Files.writeString(folder.resolve("unknown.json"), "{\"sever\":\"x\"}");
        assertThat(new TestRun().run("--profile", unknown, "release", "list").exitCode())
                .isEqualTo(2);
        assertThat(new TestRun()
                        .run("--profile", folder.resolve("absent.json"), "release", "list")
                        .exitCode())
                .isEqualTo(2);
    }

    @Test
    void whenTheReleaseNameIsWrongThenItIsRefusedBeforeAnyRequest() {
        assertThat(run("release", "status", "GW2").exitCode()).isEqualTo(2);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void whenNobodyListensThenTheCodeIsThree() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        Result result = run("release", "list", "--server", "https://127.0.0.1:" + free);
        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.err()).contains("server-unreachable");
    }

    @Test
    void whenTheServerIsOfAnotherAuthorityThenTheCodeIsThreeAndNothingWasSent() throws IOException {
        try (FakeServer other = new FakeServer()) {
            Result result = run("release", "list", "--server", other.url());
            assertThat(result.exitCode()).isEqualTo(3);
            assertThat(result.err()).contains("tls-failed", "--ca");
            assertThat(other.requests()).isEmpty();
        }
    }

    @Test
    void whenThePersonIsNotKnownOrMayNotThenTheCodeIsFour() {
        server.on(STATUS, request -> Answer.problem(403, "forbidden", "not your role"));
        assertThat(status().exitCode()).isEqualTo(4);
        server.on("POST /api/v1/token", request -> Answer.problem(401, "invalid-assertion", "who?"));
        assertThat(status().exitCode()).isEqualTo(4);
    }

    @Test
    void whenATokenIsGivenThenItIsUsedAndNoKeyIsNeeded() {
        server.on(STATUS, 200, "{\"state\":\"draft\"}");
        Result result = new TestRun()
                .with("SUTURE_PROFILE", profile.toString())
                .with("SUTURE_TOKEN", "from-oidc")
                .run("release", "status", "GW2/3.1.1", "--key", folder.resolve("absent.pem"));
        assertThat(result.exitCode()).isZero();
        assertThat(server.requests().get(0).headers()).containsEntry("authorization", "Bearer from-oidc");
    }

    @Test
    void whenTheAnswerIsNotWhatTheApiPromisesThenTheCodeIsOne() {
        server.on(STATUS, 200, "[]");
        assertThat(status().exitCode()).isEqualTo(1);
    }

    @Test
    void whenHelpIsAskedForThenEveryCommandExplainsItself() {
        assertThat(run("--help").out()).contains("Exit codes", "release", "attest", "approve", "root", "audit", "keys");
        assertThat(run("root", "init", "--help").out()).contains("policy/people.json");
    }

    private String bearer() {
        return "e30.eyJuYW1lIjoiUXVhbGl0eSBBcHByb3ZlciBPbmUifQ.c2ln";
    }

    private Result status() {
        return run("release", "status", "GW2/3.1.1");
    }

    private Result run(Object... arguments) {
        return new TestRun().with("SUTURE_PROFILE", profile.toString()).run(arguments);
    }
}
