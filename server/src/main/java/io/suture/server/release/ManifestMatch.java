package io.suture.server.release;

import io.suture.trust.release.Artifact;
import io.suture.trust.release.Manifest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Compares a manifest with what was uploaded. */
final class ManifestMatch {

    private ManifestMatch() {}

    /** Return every difference as a phrase; empty when the manifest describes exactly the uploaded files. */
    static List<String> differences(Release release, Manifest manifest) {
        List<String> differences = new ArrayList<>();
        if (!manifest.id().equals(release.id())) {
            differences.add("it is for " + manifest.id());
        }
        Map<String, ReleaseFile> uploaded = new HashMap<>();
        release.files().forEach(file -> uploaded.put(file.name(), file));
        artifacts(manifest).forEach(artifact -> compare(artifact, uploaded, differences));
        uploaded.keySet().stream().sorted().forEach(name -> differences.add(name + " was uploaded but is not in it"));
        return differences;
    }

    private static Stream<Artifact> artifacts(Manifest manifest) {
        return Stream.concat(manifest.payloads().stream(), Stream.of(manifest.sbom()));
    }

    private static void compare(Artifact artifact, Map<String, ReleaseFile> uploaded, List<String> differences) {
        ReleaseFile file = uploaded.remove(artifact.name());
        if (file == null) {
            differences.add(artifact.name() + " was not uploaded");
        } else if (file.length() != artifact.length() || !file.digest().equals(artifact.digest())) {
            differences.add(artifact.name() + " was uploaded with other bytes");
        }
    }
}
