package io.suture.server.dossier;

import io.suture.server.identity.Actor;
import io.suture.server.release.Release;
import io.suture.server.release.ReleaseState;
import io.suture.trust.json.JsonObject;
import io.suture.trust.log.Checkpoint;
import io.suture.trust.log.SignedNote;
import io.suture.trust.release.Manifest;
import io.suture.trust.release.ReleaseId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What one export is about, and when.
 *
 * @param actor who asked
 * @param release the release as it is
 * @param publication the event of its publication, if it was ever published
 * @param note the checkpoint at which the dossier is taken: it covers everything that is known about the release
 * @param at when
 */
record Subject(Actor actor, Release release, Optional<UUID> publication, String note, Instant at) {

    String manufacturer() {
        return release.manufacturer();
    }

    ReleaseId id() {
        return release.id();
    }

    long size() {
        return Checkpoint.parse(SignedNote.parse(note).unverifiedText()).size();
    }

    Optional<Manifest> manifest() {
        return release.manifest().map(Release.Frozen::manifest);
    }

    String folder() {
        return "targets/" + id().product() + "/" + id().version() + "/";
    }

    /** Return whether the metadata that devices read name the release. */
    boolean listed() {
        return publication.isPresent()
                && (release.state() == ReleaseState.PUBLISHED || release.state() == ReleaseState.SUSPENDED);
    }

    /** Return the file {@code release.json}. */
    JsonObject describe() {
        JsonObject.Builder json = JsonObject.builder()
                .put("manufacturer", manufacturer())
                .put("product", id().product())
                .put("version", id().version())
                .put("state", release.state().code())
                .put("published", publication.isPresent())
                .put("listed", listed())
                .put("checkpointSize", size())
                .put("exportedAt", at);
        release.manifest()
                .ifPresent(frozen -> json.put("manifest", frozen.digest().toString()));
        return json.build();
    }
}
