package io.suture.trust.evidence;

import io.suture.trust.release.ReleaseId;
import java.util.Map;
import java.util.Set;

/** The list of files: every file is on it as it is, and no other is there. */
final class ManifestChecks {

    private static final Set<String> PROOFS =
            Set.of(ExportChecks.ENTRY, ExportChecks.INCLUSION, ExportChecks.CONSISTENCY);

    private final Checks checks;
    private final PackageFiles files;

    ManifestChecks(Checks checks, PackageFiles files) {
        this.checks = checks;
        this.files = files;
    }

    Fact<PackageManifest> run(Fact<ReleaseId> release) {
        Fact<PackageManifest> manifest = checks.run(
                "manifest-readable",
                () -> PackageManifest.parse(files.require(PackageManifest.FILE)),
                read -> read.files().size() + " files are listed");
        checks.run("files-as-listed", () -> asListed(manifest.get(), release.get()));
        checks.run("no-other-file", () -> noOther(manifest.get()));
        return manifest;
    }

    private String asListed(PackageManifest manifest, ReleaseId release) {
        if (!manifest.release().equals(release)) {
            throw new FailedCheck("the list is of another release", release, manifest.release());
        }
        for (Map.Entry<String, PackageManifest.Listed> listed : manifest.files().entrySet()) {
            requireAsListed(files, listed.getKey(), listed.getValue());
        }
        return manifest.files().size() + " files have the length and the digest that are listed";
    }

    static void requireAsListed(PackageFiles files, String name, PackageManifest.Listed listed) {
        PackagedFile file = files.all().get(name);
        if (file == null) {
            throw new FailedCheck("file " + name + " is missing");
        }
        if (file.length() != listed.length() || !file.digest().equals(listed.digest())) {
            throw new FailedCheck(
                    "file " + name + " is not as listed",
                    listed.digest() + " of " + listed.length() + " bytes",
                    file.digest() + " of " + file.length() + " bytes");
        }
    }

    private String noOther(PackageManifest manifest) {
        for (String name : files.all().keySet()) {
            boolean known = PackageManifest.lists(name)
                    ? manifest.files().containsKey(name)
                    : name.equals(PackageManifest.FILE) || PROOFS.contains(name);
            if (!known) {
                throw new FailedCheck("file " + name + " is not listed");
            }
        }
        for (String name : manifest.files().keySet()) {
            if (!PackageManifest.lists(name)) {
                throw new FailedCheck("file " + name + " cannot be listed");
            }
        }
        return "nothing is there that is not listed";
    }
}
