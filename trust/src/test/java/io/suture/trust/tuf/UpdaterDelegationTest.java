package io.suture.trust.tuf;

import static io.suture.trust.tuf.RepositorySimulator.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.suture.trust.digest.Digest;
import io.suture.trust.json.JsonArray;
import io.suture.trust.json.JsonValue;
import io.suture.trust.key.Signer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The search through delegations (TUF 5.6.7). */
class UpdaterDelegationTest {

    private static final byte[] CONTENT = "content".getBytes(StandardCharsets.UTF_8);

    private final RepositorySimulator repository = new RepositorySimulator();
    private final Client client = new Client(repository);

    /** Each row: edges {@code delegator>role}, {@code !} for terminating, {@code -} for a path that does not match. */
    @ParameterizedTest(name = "{0} visits {1}")
    @CsvSource({
        "targets>A, A",
        "targets>A A>B, A B",
        "targets>A targets>B A>C, A C B",
        "targets>A targets>B A>C B>D C>E, A C E B D",
        "targets>A targets>B A>C B>C, A C B",
        "targets>A A>B B>A, A B",
        "targets>A targets>B A>B B>A, A B",
        "targets>A A>A, A",
        "targets>A! targets>B, A",
        "targets>A targets>B! targets>C, A B",
        "targets>A targets>B A>C! A>D, A C",
        "targets>A! targets>B A>C A>D, A C D",
        "targets>-A targets>B, B",
        "targets>-A! targets>B, B",
        "targets>A targets>B A>-C B>C, A B C"
    })
    void whenNothingIsFoundThenRolesAreVisitedInOrder(String graph, String visited) {
        Arrays.stream(graph.split(" ")).forEach(this::delegate);
        repository.publishAll();
        assertThat(client.target("missing")).isEmpty();
        List<String> requests = repository.requests.subList(4, repository.requests.size());
        assertThat(requests)
                .isEqualTo(Arrays.stream(visited.split(" "))
                        .map(role -> "1." + role + ".json")
                        .toList());
    }

    private void delegate(String edge) {
        String[] ends = edge.split(">");
        String role = ends[1].replace("-", "").replace("!", "");
        Signer existing = repository.signers.containsKey(role)
                ? repository.signers.get(role).getFirst()
                : null;
        String path = ends[1].startsWith("-") ? "other" : "*";
        String delegator = ends[0].replace("-", "");
        if (existing == null) {
            repository.delegate(delegator, role, ends[1].endsWith("!"), path);
        } else {
            RoleKeys keys = RoleKeys.of(1, existing.publicKey());
            repository.role(delegator).delegations.add(DelegatedRole.ofPaths(role, keys, ends[1].endsWith("!"), path));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "targetfile, true, ''",
        "README.md, true, A",
        "releases/x/x_v1, true, B C",
        "releases/y/y_v1.zip, true, B D",
        "releases/z/z_v1.zip, false, B",
        "releases/README.md, false, ''",
        "foo-1.tgz, true, A",
        "foo-alpha.tgz, false, ''",
        "README.MD, false, ''"
    })
    void whenATargetIsSearchedThenOnlyRolesThatCoverItAreAsked(String path, boolean found, String visited) {
        repository.delegate("targets", "A", false, "*.doc", "*.md", "foo-?.tgz");
        repository.delegate("targets", "B", false, "releases/*/*");
        repository.delegate("B", "C", false, "releases/x/*");
        repository.delegate("B", "D", false, "releases/y/*.zip");
        repository.addTarget("targets", "targetfile", CONTENT);
        List.of("README.md", "releases/README.md", "foo-1.tgz", "foo-alpha.tgz")
                .forEach(file -> repository.addTarget("A", file, CONTENT));
        repository.addTarget("C", "releases/x/x_v1", CONTENT);
        repository.addTarget("D", "releases/y/y_v1.zip", CONTENT);
        repository.addTarget("D", "releases/z/z_v1.zip", CONTENT);
        repository.publishAll();
        assertThat(client.target(path).isPresent()).isEqualTo(found);
        assertThat(repository.requests.subList(4, repository.requests.size()))
                .isEqualTo(Arrays.stream(visited.split(" "))
                        .filter(role -> !role.isEmpty())
                        .map(role -> "1." + role + ".json")
                        .toList());
    }

    @Test
    void whenTwoRolesListAFileThenTheFirstOneDecides() {
        repository.delegate("targets", "A", false, "*");
        repository.delegate("targets", "B", false, "*");
        repository.addTarget("A", "file", CONTENT);
        repository.addTarget("B", "file", "other content".getBytes(StandardCharsets.UTF_8));
        repository.publishAll();
        assertThat(client.download("file")).isEqualTo(CONTENT);
    }

    @Test
    void whenARoleWasTrustedThroughOneDelegatorThenAnotherMustTrustItToo() {
        repository.delegate("targets", "parent-a", false, "team-a/*");
        repository.delegate("targets", "parent-b", false, "team-b/*");
        Signer a = repository.delegate("parent-a", "release", false, "team-a/*");
        Signer b = repository.delegate("parent-b", "release", false, "team-b/*");
        repository.signers.put("release", List.of(a));
        repository.addTarget("release", "team-a/file", CONTENT);
        repository.addTarget("release", "team-b/file", CONTENT);
        repository.publishAll();
        Updater updater = client.updater();
        assertThat(updater.target("team-a/file")).isPresent();
        assertThatThrownBy(() -> updater.target("team-b/file"))
                .asInstanceOf(type(TufException.ThresholdNotMet.class))
                .satisfies(e -> assertThat(e.role()).isEqualTo("release"));
        repository.signers.put("release", List.of(a, b));
        repository.publishAll();
        Updater next = client.updater();
        assertThat(next.target("team-a/file")).isPresent();
        assertThat(next.target("team-b/file")).isPresent();
    }

    @Test
    void whenADelegatedRoleIsNotInTheSnapshotThenItIsNotAskedFor() {
        repository.delegate("targets", "A", false, "*");
        repository.publishAll();
        repository.snapshotMeta.remove("A");
        repository.publish("snapshot", "timestamp");
        assertThatThrownBy(() -> client.target("file"))
                .asInstanceOf(type(TufException.RoleNotInSnapshot.class))
                .satisfies(e -> assertThat(e.role()).isEqualTo("A"));
        assertThat(repository.requests).doesNotContain("1.A.json");
    }

    @Test
    void whenADelegatedRoleIsExpiredThenItIsRefused() {
        repository.delegate("targets", "A", false, "*");
        repository.role("A").expires = NOW;
        repository.publishAll();
        assertThatThrownBy(() -> client.target("file")).isInstanceOf(TufException.MetadataExpired.class);
        assertThat(client.store.files).doesNotContainKey("A");
    }

    @Test
    void whenAFileIsOutsideItsRolesPathsThenItIsNotFound() {
        repository.delegate("targets", "GW2", false, "GW2/*/*");
        repository.addTarget("GW2", "GW3/1.0/manifest.json", CONTENT);
        repository.publishAll();
        assertThat(client.target("GW3/1.0/manifest.json")).isEmpty();
    }

    @Test
    void whenTheLocalDelegatedRoleIsCurrentThenItIsNotAskedForAgain() {
        repository.delegate("targets", "A", false, "*");
        repository.addTarget("A", "file", CONTENT);
        repository.publishAll();
        assertThat(client.target("file")).isPresent();
        repository.requests.clear();
        assertThat(client.target("file")).isPresent();
        assertThat(repository.requests).containsExactly("2.root.json", "timestamp.json");
    }

    @Test
    void whenTheSearchVisitsAsManyRolesAsAllowedThenItGoesOnAndOneMoreStopsIt() {
        repository.delegate("targets", "A", false, "*");
        repository.delegate("A", "B", false, "*");
        repository.addTarget("B", "file", CONTENT);
        repository.publishAll();
        client.limits = new TufLimits(10_000, 10_000, 10_000, 10_000, 10, 2);
        assertThat(client.target("file")).isPresent();
        client.limits = new TufLimits(10_000, 10_000, 10_000, 10_000, 10, 1);
        assertThatThrownBy(() -> client.target("file"))
                .asInstanceOf(type(TufException.TooManyDelegations.class))
                .satisfies(e -> assertThat(e.limit()).isEqualTo(1));
    }

    @Test
    void whenADelegationIsByHashPrefixThenOnlyMatchingPathsAreCovered() {
        String prefix = Digest.of("file".getBytes(StandardCharsets.UTF_8)).hex().substring(0, 2);
        Signer signer = RepositorySimulator.newSigner();
        repository.signers.put("bin", List.of(signer));
        RoleKeys keys = RoleKeys.of(1, signer.publicKey());
        repository
                .role("targets")
                .delegations
                .add(new DelegatedRole("bin", keys, true, Optional.empty(), Optional.of(List.of(prefix))));
        repository.addTarget("bin", "file", CONTENT);
        repository.addTarget("bin", "other", CONTENT);
        repository.publishAll();
        assertThat(client.target("file")).isPresent();
        assertThat(client.target("other")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "?, %3F",
        "#, %23",
        "/delegatedrole, %2Fdelegatedrole",
        "../delegatedrole, ..%2Fdelegatedrole",
        "a b*~, a%20b%2A~",
        "ä, %C3%A4"
    })
    void whenARoleNameIsUnusualThenItIsQuotedInRequestsAndFiles(String role, String quoted) {
        repository.delegate("targets", role, false, "*");
        repository.addTarget(role, "file", CONTENT);
        repository.publishAll();
        assertThat(client.target("file")).isPresent();
        assertThat(repository.requests).contains("1." + quoted + ".json");
        assertThat(client.store.files).containsKey(quoted);
    }

    @ParameterizedTest
    @ValueSource(strings = {"root", "Root", "timestamp", "snapshot", "targets", ""})
    void whenADelegationHasTheNameOfATopLevelRoleThenTheDelegatorIsRefused(String name) {
        repository.delegate("targets", "A", false, "*");
        repository.edits.put("targets", signed -> {
            var delegations = signed.object("delegations");
            var role = delegations.objects("roles").getFirst();
            return signed.toBuilder()
                    .set(
                            "delegations",
                            delegations.toBuilder()
                                    .set(
                                            "roles",
                                            JsonArray.of(role.toBuilder()
                                                    .set("name", JsonValue.of(name))
                                                    .build()))
                                    .build())
                    .build();
        });
        repository.publishAll();
        assertThatThrownBy(client::refresh).isInstanceOf(TufException.MetadataMalformed.class);
    }
}
