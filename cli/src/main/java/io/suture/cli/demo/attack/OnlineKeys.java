package io.suture.cli.demo.attack;

import io.suture.cli.demo.stage.Stage;
import io.suture.trust.key.SoftwareSigner;
import io.suture.trust.tuf.MetaFile;
import io.suture.trust.tuf.MetadataWriter;
import io.suture.trust.tuf.SignedMetadata;
import io.suture.trust.tuf.Snapshot;
import io.suture.trust.tuf.TargetFile;
import io.suture.trust.tuf.Targets;
import io.suture.trust.tuf.Timestamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The signing service's keys, stolen from its disk with their passphrase: product role, snapshot, timestamp, director. */
final class OnlineKeys {

    private static final String PRODUCT = "GW2";
    private static final String METADATA = "/repository/" + Stage.MANUFACTURER + "/metadata/";
    private static final String TARGETS = "/repository/" + Stage.MANUFACTURER + "/targets/";

    private final Path folder;
    private final String productKey;

    private OnlineKeys(Path folder, String productKey) {
        this.folder = folder;
        this.productKey = productKey;
    }

    /** Takes the keys of a running server. */
    static OnlineKeys steal(Arena arena) {
        return new OnlineKeys(folder(arena), PRODUCT);
    }

    /** Takes all but the product role's, in whose place another one is used. */
    static OnlineKeys stealAllButProduct(Arena arena) {
        return new OnlineKeys(folder(arena), "snapshot");
    }

    private static Path folder(Arena arena) {
        return arena.serverData().resolve("keys").resolve(Stage.MANUFACTURER);
    }

    SoftwareSigner director() throws IOException {
        return key("director");
    }

    /**
     * Return the paths and bytes of a repository that looks newer than the real one, in which some files of the product are
     * others than in truth.
     *
     * @param forged what the attacker puts in, by target path
     */
    Map<String, byte[]> resign(RealRepository real, Map<String, byte[]> forged) throws IOException {
        Timestamp timestamp = SignedMetadata.parse("timestamp", real.get(METADATA + "timestamp.json"))
                .asTimestamp();
        Snapshot snapshot = SignedMetadata.parse(
                        "snapshot", real.get(METADATA + timestamp.snapshot().version() + ".snapshot.json"))
                .asSnapshot();
        long version = snapshot.role(PRODUCT).orElseThrow().version();
        Targets product = SignedMetadata.parse(PRODUCT, real.get(METADATA + version + "." + PRODUCT + ".json"))
                .asTargets();
        Map<String, byte[]> served = new HashMap<>();
        Map<String, TargetFile> files = new HashMap<>(product.files());
        forged.forEach((path, content) -> {
            TargetFile file = TargetFile.describing(path, content);
            files.put(path, file);
            served.put(TARGETS + file.consistentPath(), content);
        });
        Targets newer = new Targets(version + 1, product.expires(), files, product.delegations());
        sign(newer, snapshot, timestamp, served);
        return served;
    }

    private void sign(Targets product, Snapshot snapshot, Timestamp timestamp, Map<String, byte[]> served)
            throws IOException {
        byte[] productFile = MetadataWriter.sign(
                MetadataWriter.targets(
                        product.version(),
                        product.expires(),
                        List.copyOf(product.files().values()),
                        null),
                List.of(key(productKey)));
        Map<String, MetaFile> roles = new HashMap<>(snapshot.roles());
        roles.put(PRODUCT, MetaFile.describing(product.version(), productFile));
        long snapshotVersion = snapshot.version() + 1;
        byte[] snapshotFile = MetadataWriter.sign(
                MetadataWriter.snapshot(snapshotVersion, snapshot.expires(), roles), List.of(key("snapshot")));
        byte[] timestampFile = MetadataWriter.sign(
                MetadataWriter.timestamp(
                        timestamp.version() + 1,
                        snapshot.expires(),
                        MetaFile.describing(snapshotVersion, snapshotFile)),
                List.of(key("timestamp")));
        served.put(METADATA + product.version() + "." + PRODUCT + ".json", productFile);
        served.put(METADATA + snapshotVersion + ".snapshot.json", snapshotFile);
        served.put(METADATA + "timestamp.json", timestampFile);
    }

    private SoftwareSigner key(String role) throws IOException {
        return SoftwareSigner.fromPem(
                Files.readString(folder.resolve(role + ".pem")), Stage.KEY_PASSPHRASE.toCharArray());
    }
}
