package io.suture.cli.release;

import io.suture.cli.api.Progress;
import io.suture.cli.session.CommandFailure;
import io.suture.trust.digest.Digest;
import io.suture.trust.json.MalformedDocumentException;
import io.suture.trust.release.Artifact;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;

/** A file on this machine and what it hashes to; read piece by piece, so its size does not matter. */
record LocalArtifact(Path file, Artifact artifact) {

    private static final int BUFFER = 1024 * 1024;

    static LocalArtifact read(Path file, Progress progress) {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest sha256 = Digest.sha256();
            long length = digest(in, sha256, Files.size(file), progress);
            String name = String.valueOf(file.getFileName());
            return new LocalArtifact(file, new Artifact(name, length, Digest.ofBytes(sha256.digest())));
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

    private static long digest(InputStream in, MessageDigest sha256, long total, Progress progress) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long length = 0;
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            sha256.update(buffer, 0, read);
            length += read;
            progress.at(Math.min(length, total), total);
        }
        return length;
    }
}
