package io.suture.cli.attest;

import io.suture.cli.session.CommandFailure;
import io.suture.cli.session.Session;
import io.suture.trust.digest.Digest;
import io.suture.trust.release.Artifact;
import io.suture.trust.release.Manifest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;

/** What a person sees of a manifest before signing; everything is read from the manifest itself, the digest is computed here. */
final class ManifestView {

    private ManifestView() {}

    static void show(Session session, Manifest manifest) {
        session.say(
                "release    " + manifest.id() + "  " + manifest.kind().json() + "  rollback index "
                        + manifest.rollbackIndex(),
                "manifest   " + manifest.digest(),
                "fixes      " + String.join(" ", manifest.fixes()),
                "for        UDI-DI " + String.join(" ", manifest.compatibility().udiDi()) + "  hardware "
                        + String.join(" ", manifest.compatibility().hardwareRevisions()));
        manifest.payloads().forEach(payload -> session.say(line("payload", payload)));
        session.say(line("sbom", manifest.sbom()));
    }

    static void requirePayloads(Manifest manifest, List<Path> files) {
        for (Path file : files) {
            Digest digest = digest(file);
            if (!manifest.hasPayload(digest)) {
                throw CommandFailure.refused("not-a-payload", file + " (" + digest + ") is not in the manifest");
            }
        }
    }

    private static String line(String label, Artifact artifact) {
        return String.format("%-10s %s  %d bytes  %s", label, artifact.name(), artifact.length(), artifact.digest());
    }

    static Digest digest(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest sha256 = Digest.sha256();
            byte[] buffer = new byte[1024 * 1024];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                sha256.update(buffer, 0, read);
            }
            return Digest.ofBytes(sha256.digest());
        } catch (IOException e) {
            throw CommandFailure.usage(file + " cannot be read: " + e.getMessage());
        }
    }
}
