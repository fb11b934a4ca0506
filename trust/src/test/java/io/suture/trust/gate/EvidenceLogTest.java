package io.suture.trust.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.suture.trust.digest.Digest;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.MalformedDocumentException;
import io.suture.trust.key.KeyAlgorithm;
import io.suture.trust.key.SoftwareSigner;
import io.suture.trust.log.AuditEntry;
import io.suture.trust.log.Checkpoint;
import io.suture.trust.log.LogPolicy;
import io.suture.trust.log.MerkleTree;
import io.suture.trust.log.NoteSigner;
import io.suture.trust.log.SignedNote;
import io.suture.trust.log.TreeHash;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The proofs where the log has the evidence: what does not verify gives no position. */
class EvidenceLogTest {

    private static final String ORIGIN = "log.example/exm";
    private static final Digest MANIFEST = Digest.of(new byte[] {1});
    private static final Digest OTHER = Digest.of(new byte[] {2});
    private static final Digest EVIDENCE = Digest.of(new byte[] {3});

    private final NoteSigner signer =
            new NoteSigner(ORIGIN, SoftwareSigner.generate(KeyAlgorithm.ED25519, new SecureRandom()));
    private final LogPolicy policy =
            new LogPolicy(1, ORIGIN, List.of(signer.key().vkey()));

    @Test
    void whenEntryIsIncludedThenItsIndexIsThePosition() {
        EvidenceLog log = log(entry("evidence.added", EVIDENCE, MANIFEST), 1, EVIDENCE);
        assertThat(log.positions(policy, MANIFEST)).isEqualTo(new EvidencePositions(Map.of(EVIDENCE, 1L)));
        EvidenceLog read = EvidenceLog.parse(log.toJson());
        assertThat(read).isEqualTo(log).hasSameHashCodeAs(log);
        assertThat(read.positions(policy, MANIFEST).of(EVIDENCE)).contains(1L);
    }

    @Test
    void whenEntryIsOfAnotherKindEvidenceOrManifestThenNoPosition() {
        nothing(log(entry("evidence.refused", EVIDENCE, MANIFEST), 1, EVIDENCE));
        nothing(log(entry("evidence.added", OTHER, MANIFEST), 1, EVIDENCE));
        nothing(log(entry("evidence.added", EVIDENCE, OTHER), 1, EVIDENCE));
        nothing(log(
                new AuditEntry(id(1), "evidence.added", Instant.EPOCH, JsonObject.EMPTY, Map.of()).toJson(),
                1,
                EVIDENCE));
        nothing(log("no entry".getBytes(StandardCharsets.UTF_8), 1, EVIDENCE));
    }

    @Test
    void whenIndexOrProofIsWrongThenNoPositionAndTheOthersStay() {
        EvidenceLog good = log(entry("evidence.added", EVIDENCE, MANIFEST), 1, EVIDENCE);
        EvidenceLog.Item item = good.items().getFirst();
        nothing(with(good, new EvidenceLog.Item(EVIDENCE, 0, item.entry(), item.proof())));
        nothing(with(good, new EvidenceLog.Item(EVIDENCE, -1, item.entry(), item.proof())));
        nothing(with(good, new EvidenceLog.Item(EVIDENCE, 1, item.entry(), List.of())));
        nothing(with(
                good,
                new EvidenceLog.Item(EVIDENCE, 1, item.entry(), item.proof().reversed())));
        EvidenceLog mixed = new EvidenceLog(
                good.checkpoint(), List.of(new EvidenceLog.Item(OTHER, 1, item.entry(), item.proof()), item));
        assertThat(mixed.positions(policy, MANIFEST).indexes()).containsExactly(Map.entry(EVIDENCE, 1L));
    }

    @Test
    void whenCheckpointIsOfAnotherLogOrKeyThenNoPosition() {
        EvidenceLog log = log(entry("evidence.added", EVIDENCE, MANIFEST), 1, EVIDENCE);
        NoteSigner stranger = new NoteSigner(ORIGIN, SoftwareSigner.generate(KeyAlgorithm.ED25519, new SecureRandom()));
        LogPolicy others = new LogPolicy(1, ORIGIN, List.of(stranger.key().vkey()));
        assertThat(log.positions(others, MANIFEST)).isEqualTo(EvidencePositions.NONE);
        assertThat(new EvidenceLog("no note", log.items()).positions(policy, MANIFEST))
                .isEqualTo(EvidencePositions.NONE);
    }

    @Test
    void whenAByteChangesThenNoPosition() {
        EvidenceLog log = log(entry("evidence.added", EVIDENCE, MANIFEST), 1, EVIDENCE);
        EvidenceLog.Item item = log.items().getFirst();
        for (int i = 0; i < item.entry().length; i++) {
            byte[] entry = item.entry();
            entry[i] ^= 1;
            nothing(with(log, new EvidenceLog.Item(EVIDENCE, 1, entry, item.proof())));
        }
    }

    @Test
    void whenAMemberIsMissingOrMalformedThenRefused() {
        String text = new String(
                log(entry("evidence.added", EVIDENCE, MANIFEST), 1, EVIDENCE).toJson(), StandardCharsets.UTF_8);
        for (String member : List.of("schema", "checkpoint", "entries", "evidence", "index", "entry", "proof")) {
            refused(text.replace("\"" + member + "\":", "\"other\":"));
        }
        refused(text.replace("evidence-log:v1", "evidence-log:v2"));
        refused(text.replaceFirst("\"proof\":\\[\"", "\"proof\":[\"A"));
        refused(text.replaceFirst("\"entry\":\"", "\"entry\":\"%"));
    }

    private static void refused(String text) {
        assertThatThrownBy(() -> EvidenceLog.parse(text.getBytes(StandardCharsets.UTF_8)))
                .as(text)
                .isInstanceOf(MalformedDocumentException.class);
    }

    private void nothing(EvidenceLog log) {
        assertThat(log.positions(policy, MANIFEST)).isEqualTo(EvidencePositions.NONE);
    }

    private static EvidenceLog with(EvidenceLog log, EvidenceLog.Item item) {
        return new EvidenceLog(log.checkpoint(), List.of(item));
    }

    /** A log of four entries with the given one at the index. */
    private EvidenceLog log(byte[] entry, int at, Digest evidence) {
        List<TreeHash> leaves = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            leaves.add(MerkleTree.leafHash(i == at ? entry : new byte[] {(byte) i}));
        }
        TreeHash left = MerkleTree.nodeHash(leaves.get(0), leaves.get(1));
        TreeHash right = MerkleTree.nodeHash(leaves.get(2), leaves.get(3));
        String text = new Checkpoint(ORIGIN, 4, MerkleTree.nodeHash(left, right)).format();
        EvidenceLog.Item item = new EvidenceLog.Item(evidence, at, entry, List.of(leaves.get(0), right));
        return new EvidenceLog(SignedNote.sign(text, signer).format(), List.of(item));
    }

    private static byte[] entry(String kind, Digest evidence, Digest manifest) {
        JsonObject pub = JsonObject.builder()
                .put("evidence", evidence.toString())
                .put("manifest", manifest.toString())
                .put("release", "GW2/3.1.1")
                .build();
        return new AuditEntry(id(1), kind, Instant.parse("2022-01-10T00:00:00Z"), pub, Map.of()).toJson();
    }

    private static String id(int number) {
        return "00000000-0000-0000-0000-%012d".formatted(number);
    }
}
