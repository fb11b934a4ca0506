package io.suture.trust.evidence;

import io.suture.trust.digest.Digest;
import io.suture.trust.json.JsonObject;
import io.suture.trust.log.AuditEntry;
import io.suture.trust.log.Checkpoint;
import io.suture.trust.log.ConsistencyProof;
import io.suture.trust.log.LogVerifier;
import io.suture.trust.log.MerkleTree;
import io.suture.trust.log.Proofs;
import io.suture.trust.log.TlogProof;
import java.util.Arrays;
import java.util.Optional;

/** The export itself: logged with the digest of the list of files, in the same log and after what the package shows. */
final class ExportChecks {

    static final String ENTRY = PackageManifest.EXPORT + "entry.json";
    static final String INCLUSION = PackageManifest.EXPORT + "tlog-proof";
    static final String CONSISTENCY = PackageManifest.EXPORT + "consistency";

    private static final String KIND = "package.exported";

    private final Checks checks;
    private final PackageFiles files;
    private final Fact<PackageManifest> manifest;
    private final Fact<Policies> policies;
    private final Fact<Checkpoint> shown;

    ExportChecks(
            Checks checks,
            PackageFiles files,
            Fact<PackageManifest> manifest,
            Fact<Policies> policies,
            Fact<Checkpoint> shown) {
        this.checks = checks;
        this.files = files;
        this.manifest = manifest;
        this.policies = policies;
        this.shown = shown;
    }

    void run() {
        checks.run("export-names-package", () -> named(manifest.get()));
        Fact<Checkpoint> logged = checks.run(
                "export-logged", this::logged, c -> "the export is in the log of size " + c.size() + ", signed");
        checks.run("export-after-package", () -> after(shown.get(), logged.get()));
    }

    private String named(PackageManifest manifest) {
        AuditEntry entry = AuditEntry.parse(files.require(ENTRY));
        Digest digest = Digest.of(files.require(PackageManifest.FILE));
        JsonObject pub = entry.pub();
        require("kind", KIND, entry.kind());
        require("release", manifest.release().toString(), pub.string("release"));
        require("package", digest.toString(), pub.string("package"));
        return "entry of " + entry.time() + " names this package, " + digest;
    }

    private static void require(String what, String expected, String found) {
        if (!expected.equals(found)) {
            throw new FailedCheck(ENTRY + " names another " + what, expected, found);
        }
    }

    private Checkpoint logged() {
        byte[] bytes = files.require(INCLUSION);
        TlogProof proof = TlogProof.parse(bytes);
        requireOneSpelling(INCLUSION, bytes, proof.toBytes());
        Checkpoint checkpoint = policies.get().log().openAlone(proof.checkpointNote());
        Proofs.verifyInclusion(
                MerkleTree.leafHash(files.require(ENTRY)),
                proof.index(),
                checkpoint.size(),
                proof.hashes(),
                checkpoint.root());
        return checkpoint;
    }

    private String after(Checkpoint shown, Checkpoint logged) {
        byte[] bytes = files.require(CONSISTENCY);
        ConsistencyProof proof = ConsistencyProof.parse(bytes);
        requireOneSpelling(CONSISTENCY, bytes, proof.toBytes());
        if (!policies.get().log().openAlone(proof.newCheckpointNote()).equals(logged)
                || logged.size() <= shown.size()) {
            throw new FailedCheck(CONSISTENCY + " is not from size " + shown.size() + " to " + logged.size());
        }
        LogVerifier.newest(shown, logged, Optional.of(proof));
        return "the log only grew from size " + shown.size() + " to " + logged.size();
    }

    private static void requireOneSpelling(String name, byte[] bytes, byte[] wanted) {
        if (!Arrays.equals(bytes, wanted)) {
            throw new FailedCheck(name + " is not in its one spelling");
        }
    }
}
