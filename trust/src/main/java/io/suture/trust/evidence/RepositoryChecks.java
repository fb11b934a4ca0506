package io.suture.trust.evidence;

import io.suture.trust.attest.EvidenceFile;
import io.suture.trust.digest.Digest;
import io.suture.trust.dsse.Envelope;
import io.suture.trust.gate.EvidenceLog;
import io.suture.trust.gate.EvidencePositions;
import io.suture.trust.gate.People;
import io.suture.trust.gate.ReleasePolicy;
import io.suture.trust.log.LogPolicy;
import io.suture.trust.release.Artifact;
import io.suture.trust.release.Manifest;
import io.suture.trust.release.ReleaseId;
import io.suture.trust.tuf.SignedMetadata;
import io.suture.trust.tuf.TargetFile;
import io.suture.trust.tuf.TufLimits;
import io.suture.trust.tuf.Updater;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** From the root of trust to the release: metadata, policies, manifest, evidence. */
final class RepositoryChecks {

    private static final String RECORDED = "release/manifest.json";

    private final Checks checks;
    private final PackageFiles files;
    private final Instant now;

    RepositoryChecks(Checks checks, PackageFiles files, Instant now) {
        this.checks = checks;
        this.files = files;
        this.now = now;
    }

    /** What the rest of the verification builds on. */
    record Result(
            Fact<Policies> policies,
            Fact<Manifest> manifest,
            Fact<List<Envelope>> evidence,
            Fact<EvidencePositions> positions,
            Fact<byte[]> verdict) {}

    Result run(Fact<ReleaseId> release, Optional<byte[]> trustedRoot) {
        checks.run("root-trusted", () -> rootTrusted(trustedRoot));
        Fact<Updater> repository = checks.run(
                "tuf-chain",
                () -> chain(trustedRoot),
                updater -> "root, timestamp, snapshot and targets verify at " + now);
        Fact<Policies> policies = checks.run(
                "policies-in-metadata", () -> policies(repository.get()), p -> "release policy, people and log policy");
        Fact<Manifest> manifest = checks.run(
                "manifest-recorded",
                () -> recorded(release.get()),
                m -> m.digest() + " is the manifest that was submitted");
        checks.run("manifest-in-metadata", () -> listed(repository.get(), manifest.get()));
        checks.run("sbom-in-metadata", () -> sbom(repository.get(), manifest.get()));
        checks.run("payloads-in-metadata", () -> payloads(repository.get(), manifest.get()));
        Fact<List<Envelope>> evidence = checks.run(
                "evidence-in-metadata",
                () -> evidence(repository.get(), release.get()),
                envelopes -> envelopes.size() + " signed statements");
        Fact<EvidencePositions> positions = checks.run(
                "evidence-in-log",
                () -> positions(repository.get(), policies.get(), manifest.get()),
                places -> places.indexes().size() + " of the statements have a verified place in the log");
        Fact<byte[]> verdict = checks.run(
                "verdict-in-metadata",
                () -> verdict(repository.get(), release.get()),
                bytes -> Digest.of(bytes).toString());
        return new Result(policies, manifest, evidence, positions, verdict);
    }

    private String rootTrusted(Optional<byte[]> trustedRoot) {
        byte[] given = trustedRoot.orElseThrow(
                () -> new OpenCheck("no root was given: the chain starts at the package's own first root"));
        long version = SignedMetadata.parse("root", given).asRoot().version();
        Optional<byte[]> same = files.find(PackageFiles.rootName(version));
        if (same.isPresent() && !Arrays.equals(same.get(), given)) {
            throw new FailedCheck(
                    "the package has another root version " + version + " than the given one",
                    Digest.of(given),
                    Digest.of(same.get()));
        }
        return "the chain starts at the given root version " + version;
    }

    private Updater chain(Optional<byte[]> trustedRoot) {
        byte[] root = trustedRoot
                .or(files::firstRoot)
                .orElseThrow(() -> new FailedCheck("file metadata/<n>.root.json is missing"));
        PackageRepository repository = new PackageRepository(files, root);
        Updater updater = new Updater(TufLimits.DEFAULT, now, repository, repository);
        updater.refresh();
        return updater;
    }

    private static Policies policies(Updater repository) {
        return new Policies(
                ReleasePolicy.parse(download(repository, "policy/release.json")),
                People.parse(download(repository, "policy/people.json")),
                LogPolicy.parse(download(repository, "policy/log.json")));
    }

    private Manifest recorded(ReleaseId release) {
        PackageFiles.Stage stage = files.stage();
        if (stage.state().equals("draft") && files.find(RECORDED).isEmpty()) {
            throw new OpenCheck("the release is a draft: there is no manifest yet");
        }
        Manifest manifest = Manifest.parse(files.require(RECORDED));
        if (!manifest.id().equals(release)) {
            throw new FailedCheck(RECORDED + " is of another release", release, manifest.id());
        }
        return manifest;
    }

    private String listed(Updater repository, Manifest manifest) {
        files.stage().requireListed();
        Digest found = Digest.of(download(repository, manifest.id().targetPath(Manifest.FILE)));
        if (!found.equals(manifest.digest())) {
            throw new FailedCheck("the metadata have another manifest than was recorded", manifest.digest(), found);
        }
        return "devices are offered this manifest";
    }

    private String sbom(Updater repository, Manifest manifest) {
        files.stage().requireListed();
        Artifact sbom = manifest.sbom();
        Digest found = Digest.of(download(repository, manifest.id().targetPath(sbom.name())));
        if (!found.equals(sbom.digest())) {
            throw new FailedCheck("the metadata have another SBOM than the manifest", sbom.digest(), found);
        }
        return found.toString();
    }

    private String payloads(Updater repository, Manifest manifest) {
        files.stage().requireListed();
        for (Artifact payload : manifest.payloads()) {
            TargetFile target = repository
                    .target(manifest.id().targetPath(payload.name()))
                    .orElseThrow(() -> new FailedCheck("payload " + payload.name() + " is not in the metadata"));
            if (target.length() != payload.length() || !target.sha256().equals(Optional.of(payload.digest()))) {
                throw new FailedCheck(
                        "payload " + payload.name() + " is another one in the metadata",
                        payload.digest() + " of " + payload.length() + " bytes",
                        target.sha256().map(Digest::toString).orElse("no SHA-256") + " of " + target.length()
                                + " bytes");
            }
        }
        return manifest.payloads().size() + " payloads have the manifest's digest and length in the metadata";
    }

    private List<Envelope> evidence(Updater repository, ReleaseId release) {
        files.stage().requireListed();
        return EvidenceFile.parse(download(repository, release.targetPath(Manifest.EVIDENCE_FILE)));
    }

    /** Places in the log can only make the evidence of a revoked key count; a release may have been signed without them. */
    private EvidencePositions positions(Updater repository, Policies policies, Manifest manifest) {
        files.stage().requireListed();
        String path = manifest.id().targetPath(Manifest.EVIDENCE_LOG_FILE);
        return repository
                .target(path)
                .map(target ->
                        EvidenceLog.parse(download(repository, path)).positions(policies.log(), manifest.digest()))
                .orElse(EvidencePositions.NONE);
    }

    /** A release that was signed before verdicts were published has none. */
    private byte[] verdict(Updater repository, ReleaseId release) {
        files.stage().requireListed();
        String path = release.targetPath(Manifest.VERDICT_FILE);
        if (repository.target(path).isEmpty()) {
            throw new OpenCheck("no verdict was published with the release");
        }
        return download(repository, path);
    }

    private static byte[] download(Updater repository, String path) {
        return repository.downloadSmall(path, EvidenceLimits.TARGET_BYTES);
    }
}
