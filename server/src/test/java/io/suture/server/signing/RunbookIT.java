package io.suture.server.signing;

import static io.suture.server.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.suture.server.testing.Api;
import io.suture.server.testing.CommandLines;
import io.suture.server.testing.CommandLines.Result;
import io.suture.server.testing.DeviceHttp;
import io.suture.server.testing.Factory;
import io.suture.server.testing.Factory.EnrolledDevice;
import io.suture.server.testing.TestDatabase;
import io.suture.server.testing.TestPki;
import io.suture.server.testing.TestServer;
import io.suture.trust.gate.People;
import io.suture.trust.json.Json;
import io.suture.trust.tuf.MemoryMetadataStore;
import io.suture.trust.tuf.TufException;
import io.suture.trust.tuf.TufLimits;
import io.suture.trust.tuf.Updater;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does what docs/runbooks.md says, line by line, on a running server; a device polls after each step. */
class RunbookIT {

    private static final Path PAGE = Path.of("../docs/runbooks.md");
    private static final Pattern BLOCK = Pattern.compile("(?s)(?:`(/[^`]+)`:\\s+)?```(sh|json)\\n(.*?)```");

    /** What devices said is written with a delay. */
    private static final String READINESS = "./suture fleet readiness";

    private static final String MANIFEST = "GW2/1.0.0/manifest.json";

    private static final String FIRST_CEREMONY = """
            {
              "manufacturer": "exm",
              "root": {"expires": "2033-01-01T00:00:00Z", "threshold": 2,
                       "keys": ["/officer-1/root-1.pem", "/officer-2/root-2.pem", "/officer-3/root-3.pem"]},
              "targets": {"expires": "2033-01-01T00:00:00Z", "threshold": 1, "keys": ["/officer-1/targets-1.pem"]},
              "policy": {"expires": "2033-01-01T00:00:00Z", "threshold": 1, "keys": ["/officer-1/policy-1.pem"]},
              "online": "signing-keys.json",
              "documents": {"policy/people.json": "people.json"}
            }
            """;

    private final TestPki pki = new TestPki();
    private final Factory factory = new Factory();

    @TempDir
    private Path folder;

    /** The device that lives through all of it. */
    private final class Device {

        private final DeviceHttp http;
        private final MemoryMetadataStore store;

        Device(TestServer server, EnrolledDevice device) throws IOException {
            this.store = new MemoryMetadataStore(Files.readAllBytes(folder.resolve("ceremony/signed/1.root.json")));
            this.http = new DeviceHttp(server.deviceUrl(), pki.client(device.certificate(), device.key()));
        }

        private long poll() {
            Updater client = new Updater(TufLimits.DEFAULT, Instant.now(), store, http);
            client.refresh();
            if (client.target(MANIFEST).isEmpty()) {
                throw new TufException.TargetNotFound(MANIFEST);
            }
            long root = client.metadata().root().version();
            http.get("/repository/exm/metadata/timestamp.json", "Suture-Trusted-Root", Long.toString(root));
            return root;
        }

        /** The listener follows a publication within a moment. */
        void pollUntilRoot(long version) {
            await(() -> reaches(version));
        }

        private boolean reaches(long version) {
            try {
                return poll() == version;
            } catch (TufException notYet) {
                return false;
            }
        }
    }

    @Test
    void whenTheRunbooksAreFollowedThenEachCommandSucceedsAndTheDeviceGoesOn() throws IOException {
        try (TestDatabase database = new TestDatabase();
                TestServer server = new TestServer(
                        database,
                        folder.resolve("server"),
                        pki,
                        factory.keys().get("admin").publicKey().toPem(),
                        context -> {})) {
            Api api = new Api(server.apiUrl(), pki.client(), factory.keys());
            factory.register(api);
            Path profile = profile(server);
            firstCeremony(profile);
            Device device = new Device(server, factory.device(api, "D-001", "VM"));
            publish(api);
            int commands = follow(Files.readString(PAGE), profile, device);
            assertThat(commands).isGreaterThan(20);
            assertThat(api.get("admin", Factory.BASE + "/devices/D-002").json().string("state"))
                    .isEqualTo("revoked");
        }
    }

    private void firstCeremony(Path profile) throws IOException {
        factory.writeCeremony(folder);
        Files.write(folder.resolve("ceremony/people-revoked.json"), revoked());
        Files.writeString(folder.resolve("ceremony/ceremony.json"), here(FIRST_CEREMONY));
        run("./suture manufacturer signing-keys --out /ceremony/signing-keys.json", profile);
        run("./suture root init --ceremony /ceremony/ceremony.json --out /ceremony/signed --yes", profile);
        run("./suture root publish --in /ceremony/signed", profile);
    }

    private void publish(Api api) {
        factory.approved(api, "1.0.0", 1, new byte[1000]);
        for (String step : List.of("/signing", "/publication")) {
            api.post("re.one", Factory.releasePath("1.0.0") + step, new byte[0]).expect(200);
        }
        factory.registered(api, "D-002", "VM");
    }

    private byte[] revoked() throws IOException {
        Path people = folder.resolve("ceremony/people.json");
        String text =
                Files.readString(people).replaceFirst("\"validFrom\"", "\"revokedAt\":\"2026-11-22T00:00:00Z\",$0");
        return People.parse(Json.compact(Json.parseObject(text.getBytes(java.nio.charset.StandardCharsets.UTF_8))))
                .toJson();
    }

    private Path profile(TestServer server) throws IOException {
        Files.writeString(folder.resolve("ca.pem"), pki.serverCaPem());
        Files.writeString(
                folder.resolve("admin.pem"), factory.keys().get("admin").toPem());
        return Files.writeString(
                folder.resolve("profile.json"),
                String.format(
                        "{\"server\":\"%s\",\"ca\":\"ca.pem\",\"as\":\"admin\",\"key\":\"admin.pem\",\"manufacturer\":\"exm\"}",
                        server.apiUrl()));
    }

    private int follow(String page, Path profile, Device device) throws IOException {
        int commands = 0;
        long root = 1;
        device.pollUntilRoot(root);
        Matcher block = BLOCK.matcher(page);
        while (block.find()) {
            if (block.group(2).equals("json")) {
                Files.writeString(Path.of(here(block.group(1))), here(block.group(3)));
            } else {
                for (String line : block.group(3).lines().toList()) {
                    if (line.startsWith(READINESS)) {
                        await(() -> execute(line, profile).exitCode() == 0);
                    } else {
                        run(line, profile);
                    }
                    commands++;
                }
                root = newestRoot();
                device.pollUntilRoot(block.group(3).contains("root publish") ? root : device.poll());
            }
        }
        return commands;
    }

    private long newestRoot() throws IOException {
        try (var files = Files.list(folder.resolve("ceremony/signed"))) {
            return files.filter(file -> file.toString().endsWith(".root.json")).count();
        }
    }

    private void run(String line, Path profile) {
        Result result = execute(line, profile);
        assertThat(result.exitCode()).as("%s%n%s", line, result.printed()).isZero();
    }

    private Result execute(String line, Path profile) {
        List<String> words = new ArrayList<>(
                CommandLines.words(line).stream().map(this::here).toList());
        assertThat(words.removeFirst()).isEqualTo("./suture");
        return CommandLines.run(profile, words);
    }

    /** The page's folders lie in the test's. */
    private String here(String text) {
        return text.replaceAll(
                "(?<![A-Za-z0-9.])/(ceremony|officer-[0-9])", Matcher.quoteReplacement(folder + "/") + "$1");
    }
}
