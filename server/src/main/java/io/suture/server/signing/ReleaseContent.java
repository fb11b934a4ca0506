package io.suture.server.signing;

import io.suture.server.blob.BlobStore;
import io.suture.server.release.Release;
import io.suture.server.signing.MetadataTable.StoredTarget;
import io.suture.server.signing.SigningRefusal.PayloadCorrupt;
import io.suture.trust.release.Artifact;
import io.suture.trust.release.Manifest;
import io.suture.trust.tuf.TargetFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The files that a release consists of. */
final class ReleaseContent {

    private final BlobStore blobs;

    ReleaseContent(BlobStore blobs) {
        this.blobs = blobs;
    }

    /** Returns the target files of a release with this evidence; the content of small ones. */
    static List<StoredTarget> targets(Release release, ReleaseEvidence.Lines lines) {
        String folder = release.id() + "/";
        Manifest manifest = release.frozen().manifest();
        List<StoredTarget> targets = new ArrayList<>();
        targets.add(StoredTarget.of(folder + Manifest.FILE, release.frozen().bytes()));
        targets.add(StoredTarget.of(folder + Manifest.EVIDENCE_FILE, lines.file()));
        lines.beside().forEach((name, bytes) -> targets.add(StoredTarget.of(folder + name, bytes)));
        artifacts(manifest)
                .forEach(file -> targets.add(new StoredTarget(
                        TargetFile.of(folder + file.name(), file.length(), file.digest()), Optional.empty())));
        return targets;
    }

    private static List<Artifact> artifacts(Manifest manifest) {
        List<Artifact> artifacts = new ArrayList<>(manifest.payloads());
        artifacts.add(manifest.sbom());
        return artifacts;
    }

    /** Reads every byte again: what was validated is what is signed (time of check, time of use). */
    Mono<Void> verify(Release release) {
        return Flux.fromIterable(artifacts(release.frozen().manifest()))
                .concatMap(file -> blobs.verify(file.digest())
                        .defaultIfEmpty(false)
                        .flatMap(intact ->
                                intact ? Mono.<Void>empty() : Mono.error(new PayloadCorrupt(file.name()).refused())))
                .then();
    }
}
