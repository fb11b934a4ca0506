package io.suture.cli.audit;

import io.suture.trust.evidence.LogSource;
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
import io.suture.trust.log.SignedNote;
import io.suture.trust.log.Tile;
import io.suture.trust.log.TilePath;
import io.suture.trust.log.TlogProof;
import io.suture.trust.log.TreeHash;
import io.suture.trust.log.timestamp.TestAuthority;
import io.suture.trust.log.timestamp.TestAuthority.Conduct;
import io.suture.trust.log.timestamp.TimestampRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A log in a folder, signed with both algorithms. */
final class FolderLog {

    static final String ORIGIN = "localhost/exm/audit";
    static final String MANIFEST = "sha256:" + "ab".repeat(32);

    final Path folder;
    private final NoteSigner ed25519 = new NoteSigner(ORIGIN, key(KeyAlgorithm.ED25519));
    private final NoteSigner mlDsa = new NoteSigner(ORIGIN, key(KeyAlgorithm.ML_DSA_44));
    private final List<byte[]> entries = new ArrayList<>();
    private final StringBuilder stamped = new StringBuilder();

    FolderLog(Path folder) {
        this.folder = folder;
    }

    LogPolicy policy() {
        return new LogPolicy(
                1, ORIGIN, List.of(ed25519.key().vkey(), mlDsa.key().vkey()));
    }

    /** Adds entries up to a size and writes the files. */
    FolderLog grow(int size) {
        for (int i = entries.size(); i < size; i++) {
            entries.add(entry("device.enrolled", JsonObject.EMPTY));
        }
        return write();
    }

    FolderLog publish(String version) {
        entries.add(entry(
                LogVerifier.PUBLISHED,
                JsonObject.builder()
                        .put("manifest", MANIFEST)
                        .put("product", "GW2")
                        .put("version", version)
                        .build()));
        return write();
    }

    /** Writes history anew from an entry on, signed by the log itself. */
    FolderLog rewrite(int index) {
        entries.set(index, entry("device.revoked", JsonObject.EMPTY));
        return write();
    }

    Path proof(int index) {
        HashReader reader = HashReader.ofLeaves(leaves());
        List<TreeHash> path = MerkleTree.inclusionProof(index, entries.size(), reader);
        return put("proof", new TlogProof(index, path, note()).toBytes());
    }

    Path entry(int index) {
        return put("entry", entries.get(index));
    }

    Path put(String path, byte[] content) {
        try {
            Path file = folder.resolve(path);
            Files.createDirectories(file.getParent());
            return Files.write(file, content);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Gets a time stamp for what the log is now, beside the others. */
    Path stamp(TestAuthority authority) {
        TimestampRequest request =
                TimestampRequest.of(Checkpoint.parse(SignedNote.parse(note()).unverifiedText()), new SecureRandom());
        byte[] token = authority.answer(request.toBytes(), Instant.parse("2026-11-22T06:00:00Z"), Conduct.GOOD);
        stamped.append(entries.size()).append('\n');
        put("timestamps", stamped.toString().getBytes(StandardCharsets.UTF_8));
        return put("timestamp/" + entries.size() + ".tsr", token);
    }

    private FolderLog write() {
        HashReader reader = HashReader.ofLeaves(leaves());
        TilePath.forSize(entries.size())
                .forEach(path -> put(path.toString(), Tile.of(path, reader).toBytes()));
        for (long i = 0; i * 256 < entries.size(); i++) {
            BundlePath path = BundlePath.covering(i, entries.size());
            int first = (int) path.firstEntry();
            put(path.toString(), EntryBundle.format(entries.subList(first, first + path.width())));
        }
        put(LogSource.CHECKPOINT, note().getBytes(StandardCharsets.UTF_8));
        return this;
    }

    private String note() {
        Checkpoint checkpoint = new Checkpoint(ORIGIN, entries.size(), MerkleTree.root(leaves()));
        return SignedNote.sign(checkpoint.format(), Instant.parse("2026-11-22T06:00:00Z"), ed25519, mlDsa)
                .format();
    }

    private List<TreeHash> leaves() {
        return entries.stream().map(MerkleTree::leafHash).toList();
    }

    private byte[] entry(String kind, JsonObject pub) {
        Instant time = Instant.parse("2026-11-22T05:00:00Z").plusSeconds(entries.size());
        return new AuditEntry(UUID.randomUUID().toString(), kind, time, pub, Map.of()).toJson();
    }

    private static SoftwareSigner key(KeyAlgorithm algorithm) {
        return SoftwareSigner.generate(algorithm, new SecureRandom());
    }
}
