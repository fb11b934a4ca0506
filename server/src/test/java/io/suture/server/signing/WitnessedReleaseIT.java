package io.suture.server.signing;

import static io.suture.server.testing.Await.awaitAnswer;
import static org.assertj.core.api.Assertions.assertThat;

import io.suture.server.testing.Api;
import io.suture.server.testing.Api.Answer;
import io.suture.server.testing.Factory;
import io.suture.server.testing.RealDevice;
import io.suture.server.testing.RunningWitness;
import io.suture.server.testing.TestDatabase;
import io.suture.server.testing.TestPki;
import io.suture.server.testing.TestServer;
import io.suture.server.testing.Unzipped;
import io.suture.trust.evidence.ArchiveBytes;
import io.suture.trust.evidence.ArchiveLimits;
import io.suture.trust.evidence.EvidencePackage;
import io.suture.trust.evidence.Given;
import io.suture.trust.evidence.PackageArchive;
import io.suture.trust.evidence.Report;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import io.suture.trust.log.LogPolicy;
import io.suture.trust.log.NoteKey;
import io.suture.trust.log.WitnessPolicy;
import io.suture.trust.log.WitnessPolicy.Witness;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a log that nobody watches to devices that install only what a hospital's witness cosigned (device rule 2). */
class WitnessedReleaseIT {

    private static final String WITNESS = "w1.hospital.example/gw";

    private final TestDatabase database = new TestDatabase();
    private final TestPki pki = new TestPki();
    private final Factory factory = new Factory();
    private TestServer server;
    private Api api;
    private RunningWitness witness;

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        server.close();
        witness.close();
        database.close();
    }

    private void serve(Map<String, String> settings) {
        server = new TestServer(
                database,
                folder.resolve("server"),
                pki,
                factory.keys().get("admin").publicKey().toPem(),
                context -> {},
                settings);
        api = new Api(server.apiUrl(), pki.client(), factory.keys());
    }

    private List<String> logKeys() {
        return api.get("admin", Factory.BASE + "/signing-keys")
                .expect(200)
                .json()
                .object("log")
                .strings("vkeys");
    }

    private Path policyFile() throws IOException {
        StringBuilder text = new StringBuilder();
        logKeys().forEach(vkey -> text.append("log ").append(vkey).append('\n'));
        text.append("witness ed25519 %s %s\n".formatted(witness.vkeys().get(0), witness.url()));
        text.append("witness ml-dsa %s\n".formatted(witness.vkeys().get(1)));
        text.append("group hospital any ed25519 ml-dsa\nquorum hospital\n");
        return Files.writeString(folder.resolve("witnesses.policy"), text);
    }

    /** A witness begins to run, and the key holders to demand it. */
    private void demandWitness() {
        witness = RunningWitness.start(
                folder.resolve("witness"),
                WITNESS,
                logKeys().stream().map(NoteKey::parse).toList());
        factory.witnesses(demanded());
    }

    private WitnessPolicy demanded() {
        return WitnessPolicy.of(
                1,
                List.of(new Witness(
                        WITNESS, witness.vkeys().stream().map(NoteKey::parse).toList())));
    }

    private Answer offline(long version, String... stranded) {
        JsonObject upload = Json.parseObject(factory.offline(api, version));
        byte[] body = Json.compact(upload.toBuilder()
                .putStrings("acceptStranded", List.of(stranded))
                .build());
        return api.put("admin", Factory.BASE + "/repository/offline", "application/json", body);
    }

    private Answer sign(String version) {
        return api.post("re.one", Factory.releasePath(version) + "/signing", new byte[0]);
    }

    private void publish(String version) {
        api.post("re.one", Factory.releasePath(version) + "/publication", new byte[0])
                .expect(200);
        JsonObject approval =
                Factory.object("manufacturer", Factory.MANUFACTURER, "product", "GW2", "version", version);
        api.post("ce.one", "/api/v1/facilities/clinic/approvals", approval).expect(201);
    }

    @Test
    void whenThePolicyDemandsAWitnessThenDevicesInstallWhatItCosignedAndNothingIsPublishedWithoutIt()
            throws IOException {
        serve(Map.of());
        factory.register(api);
        demandWitness();
        assertThat(offline(1).expect(422).json().string("detail")).contains("the server must ask them first");

        Path policy = policyFile();
        server.close();
        serve(Map.of("suture.audit.witness-policies", policy.toString(), "suture.audit.patience", "30s"));
        awaitAnswer(() -> offline(1).status() == 200);
        RealDevice device = RealDevice.enrolled(
                folder.resolve("device"),
                factory,
                api,
                List.of(server.apiUrl(), server.deviceUrl()),
                pki.serverCaPem(),
                "D-001");
        factory.approved(api, "3.6.0", 60, new byte[100]);
        sign("3.6.0").expect(200);
        publish("3.6.0");
        device.awaitRunning("3.6.0");

        witness.close();
        factory.approved(api, "3.6.1", 61, new byte[100]);
        assertThat(sign("3.6.1").status()).isEqualTo(503);
        witness.startAgain();
        awaitAnswer(() -> sign("3.6.1").status() == 200);
        publish("3.6.1");
        device.awaitRunning("3.6.1");
    }

    private void released(String version, long rollback) {
        factory.approved(api, version, rollback, new byte[100]);
        sign(version).expect(200);
        api.post("re.one", Factory.releasePath(version) + "/publication", new byte[0])
                .expect(200);
    }

    private void withdraw(String version) {
        api.post("qa.one", Factory.releasePath(version) + "/withdrawal", Factory.object("reason", "published anew"))
                .expect(200);
    }

    private List<JsonObject> stranded(Answer answer) {
        assertThat(answer.problem()).isEqualTo("releases-stranded");
        return answer.expect(409).json().objects("releases");
    }

    private static List<String> names(List<JsonObject> releases) {
        return releases.stream().map(release -> release.string("release")).toList();
    }

    /** Its earlier checkpoints are from before there was a witness; what was cosigned begins with them. */
    private void assertDossierVerifies(String version) {
        byte[] zip = api.get("insp.one", Factory.releasePath(version) + "/dossier")
                .expect(200)
                .body();
        Map<String, byte[]> files = Unzipped.of(zip);
        LogPolicy policy = LogPolicy.parse(Objects.requireNonNull(files.get("targets/policy/log.json")));
        assertThat(files.entrySet())
                .filteredOn(file -> file.getKey().startsWith("log/checkpoints/"))
                .anyMatch(file -> !policy.accepts(new String(file.getValue(), StandardCharsets.UTF_8)));
        Report report = EvidencePackage.verify(
                PackageArchive.read(ArchiveBytes.of(zip), ArchiveLimits.DEFAULT),
                new Given(Optional.of(factory.root()), Optional.empty(), Instant.now()));
        assertThat(report.firstFailure()).as(report.toString()).isEmpty();
    }

    private boolean isLogged(String release) {
        return api
                .get("insp.one", Factory.BASE + "/audit/events?kind=repository.initialised&limit=100")
                .expect(200)
                .json()
                .objects("events")
                .stream()
                .flatMap(event -> event.findObject("detail").stream())
                .anyMatch(detail -> detail.has("acceptStranded")
                        && detail.strings("acceptStranded").equals(List.of(release)));
    }

    @Test
    void whenAWitnessBecomesDemandedThenReleasesThatNobodyCosignedAreNamedBefore() throws IOException {
        serve(Map.of());
        factory.found(api);
        released("3.5.0", 50);
        released("3.5.1", 51);
        demandWitness();
        Path policy = policyFile();
        server.close();
        serve(Map.of("suture.audit.witness-policies", policy.toString(), "suture.audit.patience", "30s"));

        awaitAnswer(() -> offline(2).status() == 409);
        List<JsonObject> releases = stranded(offline(2));
        assertThat(names(releases)).containsExactly("GW2/3.5.0", "GW2/3.5.1");
        assertThat(releases).allMatch(release -> release.bool("installable") && release.integer("places") > 0);
        assertThat(stranded(offline(2, "GW2/3.5.0", "GW2/9.9.9"))).hasSize(1);

        factory.revoke("vv.one", Optional.of(1_000_000L));
        assertThat(stranded(offline(2))).as("who tested them counts no more").noneMatch(r -> r.bool("installable"));
        factory.revoke("vv.one", Optional.empty());

        released("3.6.0", 60);
        withdraw("3.5.0");
        assertThat(names(stranded(offline(2)))).containsExactly("GW2/3.5.1");
        offline(2, "GW2/3.5.1").expect(200);
        awaitAnswer(() -> isLogged("GW2/3.5.1"));
        assertDossierVerifies("3.6.0");

        factory.witnesses(WitnessPolicy.UNWITNESSED);
        offline(3).expect(200);
        factory.witnesses(demanded());
        assertThat(names(stranded(offline(4)))).containsExactly("GW2/3.5.1");
        withdraw("3.5.1");
        offline(4).expect(200);
    }
}
