package io.suture.cli.release;

import io.suture.cli.api.ProgressBar;
import io.suture.cli.session.CommandFailure;
import io.suture.cli.session.Session;
import io.suture.trust.digest.Digest;
import io.suture.trust.json.JsonArray;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.JsonValue;
import io.suture.trust.release.Artifact;
import io.suture.trust.release.Manifest;
import java.util.List;
import java.util.Optional;

/** Brings a release from wherever it is to "submitted". Each step is done only if it is still missing. */
final class Submission {

    private static final String DRAFT = "draft";

    private final Session session;
    private final RemoteRelease remote;
    private final Manifest manifest;
    private final List<LocalArtifact> files;

    Submission(Session session, RemoteRelease remote, Manifest manifest, List<LocalArtifact> files) {
        this.session = session;
        this.remote = remote;
        this.manifest = manifest;
        this.files = List.copyOf(files);
    }

    void complete() {
        Optional<JsonObject> existing = remote.find();
        String state = existing.map(release -> release.string("state")).orElse("");
        if (!state.isEmpty() && !state.equals(DRAFT)) {
            requireSameManifest(state);
            return;
        }
        if (state.isEmpty()) {
            remote.create();
        }
        files.forEach(file -> upload(file, existing));
        remote.api().post(remote.path("submission"), manifest.toJson(), "application/json");
        session.say("submitted  " + remote.id());
    }

    private void requireSameManifest(String state) {
        Digest theirs = remote.manifest().digest();
        if (!theirs.equals(manifest.digest())) {
            throw CommandFailure.refused(
                    "release-differs",
                    remote.id() + " is already " + state + " with another manifest (" + theirs + ", here "
                            + manifest.digest() + "). One changed byte is another release: raise the version.");
        }
        session.say("already " + state + "  " + remote.id());
    }

    private void upload(LocalArtifact file, Optional<JsonObject> existing) {
        Artifact artifact = file.artifact();
        if (existing.filter(release -> arrived(release, artifact)).isPresent()) {
            session.say("there      " + artifact.name());
            return;
        }
        JsonObject stored = remote.api()
                .upload(
                        remote.path("files", artifact.name()),
                        file.file(),
                        artifact.length(),
                        artifact.digest().hex(),
                        ProgressBar.on(session, artifact.name()));
        requireStored(artifact, stored);
        session.say("uploaded   " + artifact.name() + "  " + artifact.length() + " bytes  " + artifact.digest());
    }

    private static void requireStored(Artifact artifact, JsonObject stored) {
        if (!matches(stored, artifact)) {
            throw CommandFailure.refused(
                    "upload-differs", "the server stored other bytes for " + artifact.name() + " than were sent");
        }
    }

    private static boolean arrived(JsonObject release, Artifact artifact) {
        return release.members().get("files") instanceof JsonArray array
                && array.elements().stream().anyMatch(file -> matches(file, artifact));
    }

    private static boolean matches(JsonValue file, Artifact artifact) {
        return file instanceof JsonObject object
                && object.findString("name").equals(Optional.of(artifact.name()))
                && object.findString("sha256")
                        .equals(Optional.of(artifact.digest().hex()));
    }
}
