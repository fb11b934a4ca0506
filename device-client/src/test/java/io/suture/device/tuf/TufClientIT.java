package io.suture.device.tuf;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.device.state.StateLock;
import io.suture.device.transport.UrlPath;
import io.suture.trust.digest.Digest;
import io.suture.trust.json.JsonObject;
import io.suture.trust.tuf.DelegatedRole;
import io.suture.trust.tuf.Delegations;
import io.suture.trust.tuf.SuccinctRoles;
import io.suture.trust.tuf.TargetFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Probes of the kind of tuf-conformance, and beyond what it asks. */
class TufClientIT {

    private static final byte[] CONTENT = "content".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    private Path folder;

    private TestRepository repository;
    private TestClient client;

    @BeforeEach
    void setUp() throws Exception {
        repository = new TestRepository();
        client = new TestClient(folder, repository);
    }

    @AfterEach
    void tearDown() {
        repository.close();
    }

    @Test
    void whenInitializedThenTheRootIsKeptAndNothingIsAskedFor() throws Exception {
        assertThat(client.metadataFiles()).containsExactly("root.json");
        assertThat(Files.readAllBytes(client.metadata.resolve("root.json")))
                .isEqualTo(repository.files.get("1.root.json"));
        assertThat(repository.requests).isEmpty();
    }

    @Test
    void whenRefreshedThenExactlyWhatIsMissingIsAskedFor() throws Exception {
        assertThat(client.refresh()).isZero();
        assertThat(repository.requests)
                .containsExactly("2.root.json", "timestamp.json", "1.snapshot.json", "1.targets.json");
        assertThat(client.metadataFiles())
                .containsExactly("root.json", "snapshot.json", "targets.json", "timestamp.json");

        repository.requests.clear();
        assertThat(client.refresh()).isZero();
        assertThat(repository.requests).containsExactly("2.root.json", "timestamp.json");
    }

    @Test
    void whenTheUrlHasNoSlashAtItsEndThenItMeansTheSameFolder() {
        String url = repository.metadataUrl().replaceAll("/$", "");

        assertThat(client.run("--metadata-url", url, "refresh")).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404})
    void whenThereIsNoNextRootThenTheUpdateGoesOn(int status) {
        repository.spoilt.put("2.root.json", exchange -> TestRepository.reply(exchange, status, new byte[0]));

        assertThat(client.refresh()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 400, 429, 500, 503})
    void whenTheNextRootCannotBeHadThenTheUpdateEnds(int status) {
        repository.spoilt.put("2.root.json", exchange -> TestRepository.reply(exchange, status, new byte[0]));

        assertThat(client.refresh()).isOne();
        assertThat(repository.requests).containsExactly("2.root.json");
        assertThat(client.problem()).contains("2.root.json answered " + status);
    }

    @Test
    void whenATimestampIsOlderThenItIsRefusedByNameWithBothVersions() {
        repository.timestampVersion = 6;
        repository.publish();
        assertThat(client.refresh()).isZero();
        repository.timestampVersion = 4;
        repository.publish();

        assertThat(client.refresh()).isOne();
        assertThat(client.problem())
                .isEqualTo("tuf-client: metadata-rollback: timestamp metadata version 5 is older than trusted 7\n");
        assertThat(client.version("timestamp")).isEqualTo(7);
    }

    @Test
    void whenKeysOfAFastForwardAttackAreRevokedThenTheClientRecovers() {
        repository.timestampVersion = Integer.MAX_VALUE;
        repository.snapshotVersion = Integer.MAX_VALUE;
        repository.publish();
        assertThat(client.refresh()).isZero();
        repository.timestampVersion = 1;
        repository.snapshotVersion = 1;
        repository.rotate("timestamp");
        repository.rotate("snapshot");
        repository.publishRoot();
        repository.publish();

        assertThat(client.refresh()).isZero();
        assertThat(client.version("timestamp")).isEqualTo(2);
        assertThat(client.version("snapshot")).isEqualTo(2);
    }

    @Test
    void whenTheTimestampHasAKnownVersionThenTheKnownOneStays() throws Exception {
        assertThat(client.refresh()).isZero();
        byte[] known = Files.readAllBytes(client.metadata.resolve("timestamp.json"));
        repository.timestampVersion--;
        repository.expires = Instant.now().plus(Duration.ofDays(9));
        repository.publishTimestamp();

        assertThat(client.refresh()).isZero();
        assertThat(Files.readAllBytes(client.metadata.resolve("timestamp.json")))
                .isEqualTo(known);
    }

    @Test
    void whenTheTimestampIsExpiredThenThatIsAFreeze() {
        repository.expires = Instant.now().minusSeconds(1);
        repository.publish();

        assertThat(client.refresh()).isOne();
        assertThat(client.problem()).startsWith("tuf-client: metadata-expired: timestamp metadata expired at ");
    }

    @Test
    void whenThereAreMoreRootsThanAllowedThenTheUpdateStopsCounting() {
        for (int i = 0; i < 3; i++) {
            repository.publishRoot();
        }

        assertThat(client.run("--max-root-rotations", "2", "--metadata-url", repository.metadataUrl(), "refresh"))
                .isZero();
        assertThat(client.version("root")).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"?", "#", "/role", "../role", "a b", "ü", "%2e%2e", "..", "*~+", "\u0000"})
    void whenARoleNameIsUnusualThenItIsQuotedInRequestsAndStaysInTheFolder(String name) throws Exception {
        repository.role("targets").delegations = Delegations.of(repository.delegation(name, "*"));
        repository.publish();

        assertThat(client.download("nonexistent target")).isOne();
        assertThat(client.problem()).contains("target-not-found");
        assertThat(repository.requests).contains("1." + TestRepository.quote(name) + ".json");
        assertThat(client.metadataFiles()).hasSize(5);
    }

    @Test
    void whenATargetIsInANestedDelegationThenItIsFound() throws Exception {
        repository.role("targets").delegations =
                Delegations.of(repository.delegation("other", "b/*"), repository.delegation("outer", "a/*/*"));
        repository.role("outer").delegations = Delegations.of(repository.delegation("inner", "a/b/*"));
        repository.add("inner", "a/b/c", CONTENT);
        repository.publish();

        assertThat(client.download("a/b/c")).isZero();
        assertThat(client.target("a/b/c")).isEqualTo(CONTENT);
        assertThat(repository.requests).contains("1.outer.json", "1.inner.json").doesNotContain("1.other.json");
    }

    @Test
    void whenARoleVouchesForHashPrefixesThenOnlyThoseAreItsTargets() {
        String prefix = hash("mine").substring(0, 8);
        DelegatedRole delegation = new DelegatedRole(
                "bin",
                TestRepository.keys(repository.role("bin").signer),
                false,
                Optional.empty(),
                Optional.of(List.of(prefix)));
        repository.role("targets").delegations = Delegations.of(delegation);
        repository.add("bin", "mine", CONTENT);
        repository.add("bin", "foreign", CONTENT);
        repository.publish();

        assertThat(client.download("mine")).isZero();
        assertThat(client.download("foreign")).isOne();
        assertThat(client.problem()).contains("target-not-found: no role vouches for foreign");
    }

    @Test
    void whenTargetsAreInHashBinsThenTheRightOneIsAsked() {
        int bin = Integer.parseInt(hash("path/of").substring(0, 1), 16);
        String name = "bin-" + Integer.toHexString(bin);
        repository.role("targets").delegations =
                Delegations.ofBins(new SuccinctRoles(TestRepository.keys(repository.role(name).signer), 4, "bin"));
        repository.add(name, "path/of", CONTENT);
        repository.publish();

        assertThat(client.download("path/of")).isZero();
        assertThat(repository.requests).contains("1." + name + ".json");
    }

    private static String hash(String path) {
        return Digest.of(path.getBytes(StandardCharsets.UTF_8)).hex();
    }

    @Test
    void whenSnapshotsAreNotConsistentThenNamesCarryNeitherVersionNorHash() throws Exception {
        repository.consistentSnapshot = false;
        repository.publishRoot();
        repository.add("targets", "a/b", CONTENT);
        repository.publish();

        assertThat(client.download("a/b")).isZero();
        assertThat(client.target("a/b")).isEqualTo(CONTENT);
        assertThat(repository.requests)
                .containsExactly(
                        "2.root.json", "3.root.json", "timestamp.json", "snapshot.json", "targets.json", "a/b");
    }

    @Test
    void whenOnlyUnknownHashesAreListedThenTheTargetIsRefused() throws Exception {
        TargetFile target = new TargetFile("a", CONTENT.length, Map.of("blake9", "00ff"), JsonObject.EMPTY);
        repository.add("targets", target, CONTENT);
        repository.publish();

        assertThat(client.download("a")).isOne();
        assertThat(client.problem()).contains("length-or-hash-mismatch: a: no hash of a known algorithm");
        assertThat(client.targetFiles()).isEmpty();
    }

    @Test
    void whenATargetIsHereAlreadyThenItIsNotAskedForAgain() throws Exception {
        TargetFile target = repository.add("targets", "a", CONTENT);
        repository.publish();
        assertThat(client.download("a")).isZero();
        repository.requests.clear();

        assertThat(client.download("a")).isZero();
        assertThat(repository.requests).doesNotContain(target.consistentPath());

        Files.write(client.targets.resolve("a"), "damaged".getBytes(StandardCharsets.US_ASCII));
        assertThat(client.download("a")).isZero();
        assertThat(client.target("a")).isEqualTo(CONTENT);
    }

    @Test
    void whenATargetDiffersThenTheOldOneStays() throws Exception {
        repository.add("targets", "a", CONTENT);
        repository.publish();
        assertThat(client.download("a")).isZero();
        TargetFile next = repository.add("targets", "a", "contenu".getBytes(StandardCharsets.US_ASCII));
        repository.files.put(next.consistentPath(), "malware".getBytes(StandardCharsets.US_ASCII));
        repository.publish();

        assertThat(client.download("a")).isOne();
        assertThat(client.problem()).contains("length-or-hash-mismatch");
        assertThat(client.target("a")).isEqualTo(CONTENT);
        assertThat(client.targetFiles()).containsExactly("a");
    }

    @Test
    void whenOneOfSeveralTargetsFailsThenThoseBehindItAreNotFetched() throws Exception {
        repository.add("targets", "first", CONTENT);
        repository.add("targets", "third", CONTENT);
        repository.publish();

        assertThat(client.download("first", "second", "third")).isOne();
        assertThat(client.targetFiles()).containsExactly("first");
        assertThat(repository.requests).containsOnlyOnce("timestamp.json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../escaped", "..", "/absolute", ".hidden", "a/../../b", "con\u0000trol", "ü ?#%"})
    void whenATargetPathIsUnusualThenItsFileStaysInTheFolder(String path) throws Exception {
        repository.add("targets", path, CONTENT);
        repository.files.putAll(encoded(repository.files));
        repository.publish();

        assertThat(client.download(path)).isZero();
        assertThat(client.targetFiles()).containsExactly(TargetName.of(path));
        assertThat(client.target(path)).isEqualTo(CONTENT);
    }

    private static Map<String, byte[]> encoded(Map<String, byte[]> files) {
        return files.entrySet().stream()
                .collect(Collectors.toMap(file -> UrlPath.encode(file.getKey()), Map.Entry::getValue));
    }

    @ParameterizedTest
    @ValueSource(strings = {"timestamp", "snapshot", "targets"})
    void whenALocalFileIsTruncatedThenItIsAsGoodAsNone(String role) throws Exception {
        assertThat(client.refresh()).isZero();
        Path file = client.metadata.resolve(role + ".json");
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));

        assertThat(client.refresh()).isZero();
        assertThat(Files.readAllBytes(file)).isEqualTo(whole);
    }

    @Test
    void whenTheLocalRootIsTruncatedThenNothingIsAskedFor() throws Exception {
        Files.write(client.metadata.resolve("root.json"), new byte[] {'{'});

        assertThat(client.refresh()).isOne();
        assertThat(client.problem()).startsWith("tuf-client: metadata-malformed: root metadata is malformed");
        assertThat(repository.requests).isEmpty();
    }

    @Test
    void whenThereIsNoRootThenThatIsSaid() throws Exception {
        Files.delete(client.metadata.resolve("root.json"));

        assertThat(client.refresh()).isOne();
        assertThat(client.problem()).startsWith("tuf-client: trusted-root-missing: ");
    }

    @Test
    void whenAnotherProcessWorksInTheFolderThenThisOneDoesNot() {
        try (StateLock lock = StateLock.take(client.metadata)) {
            assertThat(lock).isNotNull();
            assertThat(client.refresh()).isOne();
            assertThat(client.problem()).startsWith("tuf-client: metadata-in-use: ");
        }
    }
}
