package io.suture.trust.evidence;

import io.suture.trust.json.JsonObject;
import io.suture.trust.key.KeyAlgorithm;
import io.suture.trust.key.SoftwareSigner;
import io.suture.trust.log.AuditEntry;
import io.suture.trust.log.BundlePath;
import io.suture.trust.log.Checkpoint;
import io.suture.trust.log.EntryBundle;
import io.suture.trust.log.HashReader;
import io.suture.trust.log.LogPolicy;
import io.suture.trust.log.LogVerifier;
import io.suture.trust.log.MerkleTree;
import io.suture.trust.log.NoteSigner;
import io.suture.trust.log.Section;
import io.suture.trust.log.SignedNote;
import io.suture.trust.log.Tile;
import io.suture.trust.log.TilePath;
import io.suture.trust.log.TlogProof;
import io.suture.trust.log.TreeHash;
import io.suture.trust.log.WitnessPolicy;
import io.suture.trust.log.WitnessPolicy.Witness;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** A log as files, with everything that can be done to it. */
public final class SampleLog implements LogSource {

    public static final String ORIGIN = "localhost/exm/audit";
    public static final NoteSigner LOG = new NoteSigner(ORIGIN, key(KeyAlgorithm.ED25519));
    public static final NoteSigner LOG_PQ = new NoteSigner(ORIGIN, key(KeyAlgorithm.ML_DSA_44));
    public static final NoteSigner WITNESS = NoteSigner.ofWitness("w.example/1", key(KeyAlgorithm.ED25519));
    public static final LogPolicy POLICY = new LogPolicy(
            1,
            ORIGIN,
            List.of(LOG.key(), LOG_PQ.key()),
            WitnessPolicy.of(1, List.of(new Witness("w.example/1", List.of(WITNESS.key())))),
            Optional.empty());
    static final Section SECTION =
            new Section("actor", new byte[32], "{\"person\":\"qa.one\"}".getBytes(StandardCharsets.UTF_8));
    static final Instant START = Instant.parse("2026-11-21T12:00:00Z");

    public final Map<String, byte[]> files = new TreeMap<>();
    final List<byte[]> entries = new ArrayList<>();

    /** Return a log of that many entries, one of them, number 7, a published release. */
    public static SampleLog of(int size) {
        SampleLog log = new SampleLog();
        for (int i = 0; i < size; i++) {
            log.entries.add(entry(i, START.plusSeconds(i)));
        }
        return log.served();
    }

    static byte[] entry(int number, Instant time) {
        boolean release = number == 7;
        JsonObject pub = JsonObject.builder()
                .put("manifest", "sha256:" + "ab".repeat(32))
                .put("product", "GW2")
                .put("version", "3.1." + number)
                .build();
        return new AuditEntry(
                        UUID.nameUUIDFromBytes(("entry " + number).getBytes(StandardCharsets.UTF_8))
                                .toString(),
                        release ? LogVerifier.PUBLISHED : "device.enrolled",
                        time,
                        release ? pub : JsonObject.EMPTY,
                        Map.of(SECTION.name(), SECTION.commitment()))
                .toJson();
    }

    /** Writes entries, tiles and checkpoint, all agreeing, signed by all. */
    public SampleLog served() {
        return served(LOG, LOG_PQ, WITNESS);
    }

    SampleLog served(NoteSigner... signers) {
        files.clear();
        HashReader reader = HashReader.ofLeaves(leaves());
        for (TilePath path : TilePath.forSize(entries.size())) {
            files.put(path.toString(), Tile.of(path, reader).toBytes());
        }
        for (long i = 0; i * 256 < entries.size(); i++) {
            BundlePath path = BundlePath.covering(i, entries.size());
            int first = (int) path.firstEntry();
            files.put(path.toString(), EntryBundle.format(entries.subList(first, first + path.width())));
        }
        files.put(CHECKPOINT, note(signers).getBytes(StandardCharsets.UTF_8));
        return this;
    }

    String note(NoteSigner... signers) {
        Checkpoint checkpoint = new Checkpoint(ORIGIN, entries.size(), MerkleTree.root(leaves()));
        return SignedNote.sign(checkpoint.format(), START.plusSeconds(entries.size()), signers)
                .format();
    }

    public String note() {
        return new String(files.get(CHECKPOINT), StandardCharsets.UTF_8);
    }

    byte[] proof(int index) {
        HashReader reader = HashReader.ofLeaves(leaves());
        return new TlogProof(index, MerkleTree.inclusionProof(index, entries.size(), reader), note()).toBytes();
    }

    /** Puts these entries into a bundle, whatever the tree says. */
    void bundle(BundlePath path, List<byte[]> entries) {
        files.put(path.toString(), EntryBundle.format(entries));
    }

    @Override
    public Optional<byte[]> read(String path, int maxBytes) {
        return Optional.ofNullable(files.get(path));
    }

    private List<TreeHash> leaves() {
        return entries.stream().map(MerkleTree::leafHash).toList();
    }

    private static SoftwareSigner key(KeyAlgorithm algorithm) {
        return SoftwareSigner.generate(algorithm, new SecureRandom());
    }
}
