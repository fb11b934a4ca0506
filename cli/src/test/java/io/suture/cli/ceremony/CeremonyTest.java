package io.suture.cli.ceremony;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.suture.cli.api.FakeServer;
import io.suture.cli.session.TestRun;
import io.suture.cli.session.TestRun.Result;
import io.suture.trust.director.DirectorPolicy;
import io.suture.trust.gate.ReleasePolicy;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import io.suture.trust.log.LogPolicy;
import io.suture.trust.tuf.DelegatedRole;
import io.suture.trust.tuf.Delegations;
import io.suture.trust.tuf.RoleKeys;
import io.suture.trust.tuf.SignedMetadata;
import io.suture.trust.tuf.TargetFile;
import io.suture.trust.tuf.TufException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CeremonyTest {

    private static final String UPLOAD = "PUT /api/v1/manufacturers/exm/repository/offline";

    @TempDir
    private Path folder;

    private CeremonyTable table;

    @BeforeEach
    void prepare() throws IOException {
        table = new CeremonyTable(folder);
    }

    @Test
    void whenThePlanIsCarriedOutThenATufClientAcceptsTheResult() throws IOException {
        assertThat(init(plan()).exitCode()).isZero();
        Repository repository = repository();
        byte[] people = repository.updater().downloadSmall("policy/people.json", 100_000);
        assertThat(people).isEqualTo(Files.readAllBytes(out().resolve("targets/policy/people.json")));
        assertThat(ReleasePolicy.parse(repository.updater().downloadSmall("policy/release.json", 100_000)))
                .isEqualTo(ReleasePolicy.standard());
        assertThat(DirectorPolicy.parse(repository.updater().downloadSmall(DirectorPolicy.PATH, 100_000)))
                .isEqualTo(new DirectorPolicy(1, 1, List.of(table.director.publicKey())));
        assertThat(LogPolicy.parse(repository.updater().downloadSmall("policy/log.json", 100_000))
                        .origin())
                .isEqualTo("localhost/exm/audit");
    }

    @Test
    void whenThePlanIsCarriedOutThenOnlyTheProductsKeyCanVouchForItsReleases() throws IOException {
        init(plan());
        Repository repository = repository();
        TargetFile file = TargetFile.describing("GW2/3.1.1/manifest.json", new byte[] {1});
        repository.publishProduct("GW2", List.of(file), table.product);
        assertThat(repository.updater().target("GW2/3.1.1/manifest.json")).contains(file);
        assertThat(repository.updater().target("IP200/3.1.1/manifest.json")).isEmpty();
        repository.publishProduct("GW2", List.of(file), table.snapshot);
        assertThatThrownBy(() -> repository.updater().target("GW2/3.1.1/manifest.json"))
                .isInstanceOf(TufException.class);
    }

    @Test
    void whenTheServerHasAKeyForOfflineUpdateThenTargetsDelegateItAndNothingElse() throws IOException {
        init(plan());
        DelegatedRole role = targets().role("offline-update").orElseThrow();
        assertThat(role.paths()).contains(List.of("offline-update/*"));
        assertThat(role.keys()).isEqualTo(RoleKeys.of(1, table.offlineUpdate.publicKey()));
    }

    /** Signing keys of an older server. */
    @Test
    void whenTheServerHasNoKeyForOfflineUpdateThenItIsNotDelegated() throws IOException {
        Path keys = folder.resolve("signing-keys.json");
        Files.writeString(keys, Files.readString(keys).replace("\"offline-update\"", "\"unknown\""));
        assertThat(init(plan()).exitCode()).isZero();
        assertThat(targets().roles()).extracting(DelegatedRole::name).containsExactly("policy", "GW2");
    }

    private Delegations targets() throws IOException {
        return SignedMetadata.parse("targets", table.read("1.targets.json"))
                .asTargets()
                .delegations();
    }

    @Test
    void whenThePlanIsCarriedOutThenAWrittenRecordNamesFilesKeysAndPeople() throws IOException {
        init(plan());
        assertThat(Files.readString(out().resolve("ceremony-record.md")))
                .contains(
                        "manufacturer exm",
                        "1.root.json",
                        "sha256:",
                        "2 of 3 keys of root 1",
                        "GW2",
                        "Officer One",
                        "Signature:");
    }

    @Test
    void whenThePlanIsCarriedOutTwiceThenNothingChanges() throws IOException {
        String plan = plan().replace("policy-1.pem", "root-3.pem"); // Ed25519 signs the same bytes alike
        init(plan);
        byte[] before = Files.readAllBytes(out().resolve("1.root.json"));
        assertThat(init(plan).exitCode()).isZero();
        assertThat(out().resolve("1.root.json")).hasBinaryContent(before);
    }

    @Test
    void whenAnotherPlanHasTheSameVersionsThenNothingIsOverwritten() throws IOException {
        init(plan());
        Result again = init(plan().replace("2036", "2037"));
        assertThat(again.exitCode()).isEqualTo(2);
        assertThat(again.err()).contains("is not overwritten");
    }

    @Test
    void whenAKeyHolderIsAbsentThenTheySignLaterAndOnlyThenItCanBePublished() throws IOException {
        String plan = plan().replace("\"root-1.pem\",\"root-2.pem\"", "\"root-1.pem\",\"root-2.pub.pem\"")
                .replace("root-3.pem", "root-3.pub.pem");
        assertThat(init(plan).out()).contains("signatures are missing");
        try (FakeServer server = new FakeServer()) {
            server.on(UPLOAD, 200, "{}");
            assertThat(publish(server).err()).contains("1 of 2 required signatures");
            assertThat(server.requests()).isEmpty();
            assertThat(table.signAndBring("root-2.pem").exitCode()).isZero();
            assertThat(publish(server).exitCode()).isZero();
            assertUploaded(server.requests().get(1));
        }
    }

    @Test
    void whenAKeyOfNoRoleSignsThenItIsRefused() throws IOException {
        init(plan());
        Result refused = table.sign("qa.one.pem");
        assertThat(refused.json().string("error")).isEqualTo("key-not-authorised");
        assertThat(refused.exitCode()).isEqualTo(1);
    }

    @Test
    void whenNobodyConfirmsThenNothingIsWritten() throws IOException {
        Path plan = Files.writeString(folder.resolve("ceremony.json"), plan());
        Result result = new TestRun().answering("no").run("root", "init", "--ceremony", plan, "--out", out());
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).contains("1.root.json", "needs 2 of 3 keys of root 1");
        assertThat(out()).doesNotExist();
    }

    @Test
    void whenThePlanIsUnsoundThenTheCommandLineIsWrong() throws IOException {
        wrong(plan().replace("\"threshold\":2", "\"threshold\":4"), "threshold");
        wrong(plan().replace("2036", "2020"), "already expired");
        wrong(plan().replace("root-2.pem", "root-1.pem"), "names a key twice");
        wrong(plan().replace("\"participants\"", "\"particpants\""), "particpants");
        wrong(plan().replace("policy/people.json", "policy/../people.json"), "is not policy/<name>");
        wrong(plan().replace("policy/people.json", "policy/other.json"), "must name policy/people.json");
        wrong(plan().replace("root-3.pem", "absent.pem"), "absent.pem does not exist");
        Files.writeString(
                folder.resolve("snapshot.pub.pem"), table.snapshot.publicKey().toPem());
        wrong(plan().replace("root-3.pem", "snapshot.pub.pem"), "online key");
    }

    private void wrong(String plan, String problem) throws IOException {
        Result result = init(plan);
        assertThat(result.exitCode()).as(problem).isEqualTo(2);
        assertThat(result.err()).contains(problem);
        assertThat(out()).doesNotExist();
    }

    private void assertUploaded(FakeServer.Request upload) throws IOException {
        JsonObject body = Json.parseObject(upload.body());
        assertThat(body.object("metadata").keys()).containsExactly("1.root.json", "1.targets.json", "1.policy.json");
        assertThat(Base64.getDecoder().decode(body.object("metadata").string("1.root.json")))
                .isEqualTo(Files.readAllBytes(out().resolve("1.root.json")));
        assertThat(body.object("targets").keys())
                .containsExactly(
                        "policy/director.json", "policy/log.json", "policy/people.json", "policy/release.json");
    }

    @Test
    void whenANewLogPolicyStrandsReleasesThenEachIsShownAndMustBeNamed() throws IOException {
        assertThat(init(plan()).exitCode()).isZero();
        try (FakeServer server = new FakeServer()) {
            server.on(
                    UPLOAD,
                    409,
                    "{\"type\":\"urn:suture:problem:releases-stranded\",\"detail\":\"Two.\",\"releases\":["
                            + "{\"release\":\"GW2/3.1.0\",\"explain\":\"GW2/3.1.0: one\"},"
                            + "{\"release\":\"GW2/3.1.1\",\"explain\":\"GW2/3.1.1: two\"}]}");
            Result refused = publish(server);
            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(refused.err()).contains("  - GW2/3.1.0: one", "  - GW2/3.1.1: two", "(releases-stranded)");
            server.on(UPLOAD, 200, "{}");
            assertThat(publish(server, "--accept-stranded", "GW2/3.1.0,GW2/3.1.1")
                            .exitCode())
                    .isZero();
            assertThat(Json.parseObject(server.requests().getLast().body()).strings("acceptStranded"))
                    .containsExactly("GW2/3.1.0", "GW2/3.1.1");
        }
    }

    private Result publish(FakeServer server, Object... more) throws IOException {
        Path profile = server.profile(folder, "admin", FakeServer.key());
        List<Object> words = new ArrayList<>(List.of("--profile", profile, "root", "publish", "--in", out()));
        words.addAll(List.of(more));
        return new TestRun().run(words.toArray());
    }

    private Result init(String plan) throws IOException {
        return table.init(plan);
    }

    private Path out() {
        return table.out();
    }

    private Repository repository() throws IOException {
        return table.repository();
    }

    private static String plan() {
        return CeremonyTable.plan();
    }
}
