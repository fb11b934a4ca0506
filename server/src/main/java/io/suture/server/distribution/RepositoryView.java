package io.suture.server.distribution;

import io.suture.server.fleet.HardwareModel;
import io.suture.server.fleet.Offer;
import io.suture.trust.key.PublicKey;
import io.suture.trust.release.Artifact;
import io.suture.trust.release.ReleaseId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What the devices of one manufacturer may see, frozen at one moment and replaced as a whole: a reader never sees half a
 * publication.
 *
 * @param metadata visible TUF metadata by file name
 * @param targets target files by path, file name with digest prefix
 * @param payloads what devices install, by the same paths
 * @param gone paths that were served once, with the state of their release
 * @param models products by id
 * @param offers releases that were published once
 * @param publications the event of each release's publication
 * @param directors the keys that may sign assignments
 */
record RepositoryView(
        Map<String, ServedFile> metadata,
        Map<String, ServedFile> targets,
        Map<String, Payload> payloads,
        Map<String, String> gone,
        Map<String, HardwareModel> models,
        List<Offer> offers,
        Map<String, UUID> publications,
        List<PublicKey> directors) {

    RepositoryView {
        metadata = Map.copyOf(metadata);
        targets = Map.copyOf(targets);
        payloads = Map.copyOf(payloads);
        gone = Map.copyOf(gone);
        models = Map.copyOf(models);
        offers = List.copyOf(offers);
        publications = Map.copyOf(publications);
        directors = List.copyOf(directors);
    }

    static RepositoryView empty() {
        return new RepositoryView(Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), List.of(), Map.of(), List.of());
    }

    /** A payload of a release. */
    record Payload(ReleaseId release, Artifact file) {}

    Optional<ServedFile> target(String path) {
        return Optional.ofNullable(targets.get(path));
    }
}
