package io.suture.server.dossier;

import io.suture.server.blob.BlobStore;
import io.suture.server.signing.PublishedMetadata;
import io.suture.trust.release.Artifact;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import reactor.core.publisher.Flux;

/** What the repository says: metadata, policies, and the files that were signed with the release. */
final class RepositoryPart {

    /** Largest bill of materials that a dossier holds. */
    static final int MAX_SBOM = 16 << 20;

    private final PublishedMetadata published;
    private final BlobStore blobs;

    RepositoryPart(PublishedMetadata published, BlobStore blobs) {
        this.published = published;
        this.blobs = blobs;
    }

    Flux<Packed> of(Subject subject) {
        return Flux.concat(metadata(subject), targets(subject), materials(subject));
    }

    private Flux<Packed> metadata(Subject subject) {
        return published.of(subject.manufacturer()).flatMapIterable(visible -> {
            SortedMap<String, Packed> files = new TreeMap<>();
            visible.metadata().stream()
                    .filter(metadata -> metadata.role().equals("root")
                            || visible.newest(metadata.role())
                                    .filter(metadata::equals)
                                    .isPresent())
                    .forEach(metadata -> put(files, "metadata/" + metadata.fileName(), metadata.bytes()));
            visible.newest("policy")
                    .ifPresent(policy -> policy.targets()
                            .files()
                            .values()
                            .forEach(file -> visible.content(file)
                                    .ifPresent(bytes -> put(files, "targets/" + file.path(), bytes))));
            return files.values();
        });
    }

    private static void put(SortedMap<String, Packed> files, String name, byte[] bytes) {
        files.put(name, new Packed(name, bytes));
    }

    private Flux<Packed> targets(Subject subject) {
        return published
                .release(subject.manufacturer(), subject.id())
                .flatMapIterable(Map::entrySet)
                .filter(file -> file.getValue().isPresent())
                .map(file -> new Packed(
                        "targets/" + file.getKey().path(), file.getValue().orElseThrow()));
    }

    private Flux<Packed> materials(Subject subject) {
        return Flux.fromStream(() -> subject.manifest().stream()).concatMap(manifest -> {
            Artifact sbom = manifest.sbom();
            return blobs.read(sbom.digest(), 0, (int) Math.min(sbom.length(), MAX_SBOM))
                    .map(buffer -> {
                        byte[] bytes = new byte[buffer.remaining()];
                        buffer.get(bytes);
                        return new Packed(subject.folder() + sbom.name(), bytes);
                    });
        });
    }
}
