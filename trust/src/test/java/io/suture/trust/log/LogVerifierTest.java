package io.suture.trust.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.suture.trust.gate.SampleRelease;
import io.suture.trust.json.JsonObject;
import io.suture.trust.key.KeyAlgorithm;
import io.suture.trust.key.SoftwareSigner;
import io.suture.trust.release.Manifest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The device's rules for the log: each one kept, and each one broken. */
class LogVerifierTest {

    private static final String ORIGIN = "localhost/exm/audit";
    private static final Manifest MANIFEST = SampleRelease.complete().manifest();
    private static final NoteSigner SIGNER = signer(ORIGIN);
    private static final LogPolicy POLICY = policy(SIGNER);
    private static final int INDEX = 12;

    private final byte[] entry = published(Map.of());
    private final List<TreeHash> leaves = log(entry);

    @Test
    void whenReleaseIsInTheLogThenVerified() {
        LogVerifier.Verified verified = verify(entry, proof(14), Optional.empty(), Optional.empty());
        assertThat(verified.index()).isEqualTo(INDEX);
        assertThat(verified.verifiedSize()).isEqualTo(14);
        assertThat(verified.checkpoint()).isEqualTo(checkpoint(14));
        assertThat(verified.entry().kind()).isEqualTo(LogVerifier.PUBLISHED);
    }

    @Test
    void whenLogGrewThenAConsistencyProofIsNeeded() {
        Optional<Checkpoint> stored = Optional.of(checkpoint(5));
        assertThat(verify(entry, proof(14), stored, Optional.of(consistency(5, 14)))
                        .checkpoint())
                .isEqualTo(checkpoint(14));
        refused("consistency-proof-missing", () -> verify(entry, proof(14), stored, Optional.empty()));
        refused("consistency-proof-missing", () -> verify(entry, proof(14), stored, Optional.of(consistency(4, 14))));
        refused("consistency-proof-missing", () -> verify(entry, proof(14), stored, Optional.of(consistency(5, 15))));
    }

    @Test
    void whenStoredCheckpointIsOfTheEmptyTreeThenNoProofIsNeeded() {
        Optional<Checkpoint> stored = Optional.of(new Checkpoint(ORIGIN, 0, MerkleTree.EMPTY_ROOT));
        assertThat(verify(entry, proof(14), stored, Optional.empty()).checkpoint())
                .isEqualTo(checkpoint(14));
    }

    @Test
    void whenLogHasTheSameSizeThenTheSameRootIsNeeded() {
        assertThat(verify(entry, proof(14), Optional.of(checkpoint(14)), Optional.empty())
                        .checkpoint())
                .isEqualTo(checkpoint(14));
        Optional<Checkpoint> fork = Optional.of(new Checkpoint(ORIGIN, 14, leaves.getFirst()));
        assertThatThrownBy(() -> verify(entry, proof(14), fork, Optional.empty()))
                .isInstanceOfSatisfying(LogFork.class, e -> {
                    assertThat(e.code()).isEqualTo("log-fork");
                    assertThat(e.proven()).isTrue();
                    assertThat(e.offered()).isEqualTo(checkpoint(14));
                });
    }

    @Test
    void whenLogIsAnotherOneThanSeenBeforeThenFork() {
        List<TreeHash> other = new ArrayList<>(leaves);
        other.set(2, leaves.get(3));
        Optional<Checkpoint> stored = Optional.of(new Checkpoint(ORIGIN, 5, MerkleTree.root(other.subList(0, 5))));
        assertThatThrownBy(() -> verify(entry, proof(14), stored, Optional.of(consistency(5, 14))))
                .isInstanceOfSatisfying(
                        LogFork.class, e -> assertThat(e.proven()).isFalse());
    }

    @Test
    void whenCheckpointIsOlderThenItMustBeShownToBeAPrefix() {
        Optional<Checkpoint> stored = Optional.of(checkpoint(20));
        refused("checkpoint-older", () -> verify(entry, proof(14), stored, Optional.empty()));
        LogVerifier.Verified verified = verify(entry, proof(14), stored, Optional.of(consistency(14, 20)));
        assertThat(verified.checkpoint()).isEqualTo(checkpoint(20));
        assertThat(verified.verifiedSize()).isEqualTo(14);
        Optional<Checkpoint> fork = Optional.of(new Checkpoint(ORIGIN, 20, leaves.getFirst()));
        refused("log-fork", () -> verify(entry, proof(14), fork, Optional.of(consistency(14, 20))));
    }

    @Test
    void whenCheckpointIsSignedByAnotherKeyThenRefused() {
        NoteSigner stranger = signer(ORIGIN);
        TlogProof proof = new TlogProof(INDEX, proof(14).hashes(), note(14, stranger));
        refused("checkpoint-not-signed", () -> verify(entry, proof, Optional.empty(), Optional.empty()));
    }

    @Test
    void whenCheckpointIsOfAnotherLogThenRefused() {
        String text = new Checkpoint("localhost/other/audit", 14, checkpoint(14).root()).format();
        String note = SignedNote.sign(text, SIGNER).format();
        TlogProof proof = new TlogProof(INDEX, proof(14).hashes(), note);
        refused("wrong-origin", () -> verify(entry, proof, Optional.empty(), Optional.empty()));
        Optional<Checkpoint> stored = Optional.of(
                new Checkpoint("localhost/other/audit", 14, checkpoint(14).root()));
        refused("wrong-origin", () -> verify(entry, proof(14), stored, Optional.empty()));
    }

    @Test
    void whenEntryIsNotTheLoggedOneThenNotInLog() {
        byte[] other = entry.clone();
        other[other.length - 5] ^= 1;
        refused("not-in-log", () -> verify(other, proof(14), Optional.empty(), Optional.empty()));
        TlogProof elsewhere =
                new TlogProof(INDEX - 1, proof(14).hashes(), proof(14).checkpointNote());
        refused("not-in-log", () -> verify(entry, elsewhere, Optional.empty(), Optional.empty()));
        TlogProof beyond = new TlogProof(14, proof(14).hashes(), proof(14).checkpointNote());
        refused("not-in-log", () -> verify(entry, beyond, Optional.empty(), Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({
        "kind, release.rejected",
        "product, GW3",
        "version, 3.1.2",
        "manifest, sha256:0000000000000000000000000000000000000000000000000000000000000000",
        "rollback, 16",
        "rollback, "
    })
    void whenALoggedEntrySpeaksOfSomethingElseThenEntryMismatch(String field, String value) {
        byte[] other = published(Map.of(field, value == null ? "" : value));
        List<TreeHash> log = log(other);
        String note = note(new Checkpoint(ORIGIN, 14, MerkleTree.root(log.subList(0, 14))), SIGNER);
        TlogProof proof = new TlogProof(INDEX, MerkleTree.inclusionProof(INDEX, 14, HashReader.ofLeaves(log)), note);
        assertThatThrownBy(() -> verify(other, proof, Optional.empty(), Optional.empty()))
                .isInstanceOfSatisfying(
                        EntryMismatch.class, e -> assertThat(e.field()).endsWith(field));
    }

    private static LogVerifier.Verified verify(
            byte[] entry, TlogProof proof, Optional<Checkpoint> stored, Optional<ConsistencyProof> consistency) {
        return LogVerifier.verify(
                POLICY,
                entry,
                proof,
                stored.map(known -> new WitnessedCheckpoint(known, Map.of())),
                consistency,
                MANIFEST);
    }

    private static void refused(String code, Runnable verification) {
        assertThatThrownBy(verification::run)
                .isInstanceOfSatisfying(
                        LogException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private Checkpoint checkpoint(int size) {
        return new Checkpoint(ORIGIN, size, MerkleTree.root(leaves.subList(0, size)));
    }

    private TlogProof proof(int size) {
        HashReader reader = HashReader.ofLeaves(leaves);
        return new TlogProof(INDEX, MerkleTree.inclusionProof(INDEX, size, reader), note(size, SIGNER));
    }

    private ConsistencyProof consistency(int oldSize, int newSize) {
        HashReader reader = HashReader.ofLeaves(leaves);
        return new ConsistencyProof(
                oldSize, MerkleTree.consistencyProof(oldSize, newSize, reader), note(newSize, SIGNER));
    }

    private String note(int size, NoteSigner signer) {
        return note(checkpoint(size), signer);
    }

    private static String note(Checkpoint checkpoint, NoteSigner signer) {
        return SignedNote.sign(checkpoint.format(), signer).format();
    }

    private static List<TreeHash> log(byte[] entry) {
        List<TreeHash> leaves = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            leaves.add(MerkleTree.leafHash(i == INDEX ? entry : new byte[] {(byte) i}));
        }
        return leaves;
    }

    private static byte[] published(Map<String, String> changed) {
        JsonObject.Builder pub = JsonObject.builder()
                .put(
                        "manifest",
                        changed.getOrDefault("manifest", MANIFEST.digest().toString()))
                .put("product", changed.getOrDefault("product", "GW2"))
                .put("version", changed.getOrDefault("version", "3.1.1"));
        String rollback = changed.getOrDefault("rollback", "17");
        if (!rollback.isEmpty()) {
            pub.put("rollback", Long.parseLong(rollback));
        }
        return new AuditEntry(
                        "01939a3e-7b1c-7def-8abc-0123456789ab",
                        changed.getOrDefault("kind", LogVerifier.PUBLISHED),
                        Instant.parse("2022-01-12T12:00:00Z"),
                        pub.build(),
                        Map.of())
                .toJson();
    }

    private static LogPolicy policy(NoteSigner signer) {
        return new LogPolicy(1, signer.name(), List.of(signer.key().vkey()));
    }

    private static NoteSigner signer(String name) {
        return new NoteSigner(name, SoftwareSigner.generate(KeyAlgorithm.ED25519, new SecureRandom()));
    }
}
