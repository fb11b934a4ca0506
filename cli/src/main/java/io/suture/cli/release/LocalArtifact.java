package io.suture.cli.release;

import io.suture.cli.api.Progress;
import io.suture.cli.session.CommandFailure;
import io.suture.cli.session.LocalFiles;
import io.suture.trust.digest.Digest;
import io.suture.trust.json.MalformedDocumentException;
import io.suture.trust.release.Artifact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file on this machine and what it hashes to; read piece by piece, so its size does not matter. */
record LocalArtifact(Path file, Artifact artifact) {

    static LocalArtifact read(Path file, Progress progress) {
        try {
            long length = Files.size(file);
            Digest digest = LocalFiles.digest(file, read -> progress.at(Math.min(read, length), length));
            String name = String.valueOf(file.getFileName());
            return new LocalArtifact(file, new Artifact(name, length, digest));
        } catch (IOException e) {
            throw CommandFailure.usage(file + " cannot be read: " + e.getMessage());
        } catch (MalformedDocumentException e) {
            throw CommandFailure.usage(file + ": " + e.getMessage());
        }
    }

    /** Return the same bytes under the name they have in a release. */
    LocalArtifact named(String name) {
        return new LocalArtifact(file, new Artifact(name, artifact.length(), artifact.digest()));
    }
}
