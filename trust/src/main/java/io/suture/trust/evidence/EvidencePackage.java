package io.suture.trust.evidence;

import io.suture.trust.gate.Verdict;
import io.suture.trust.log.Checkpoint;
import io.suture.trust.release.Manifest;
import io.suture.trust.release.ReleaseId;
import java.util.HashMap;
import java.util.Map;

/** Verifies a dossier. */
public final class EvidencePackage {

    private EvidencePackage() {}

    /**
     * Runs every check over a package as it was handed over.
     *
     * @param archive the ZIP file
     * @param given what the reader has from elsewhere
     */
    public static Report verify(PackageArchive archive, Given given) {
        Checks checks = new Checks();
        checks.run("archive-form", () -> form(archive));
        return verify(checks, new PackageFiles(archive.files()), given);
    }

    /**
     * Runs every check but the one of the archive over the files of a package.
     *
     * @param files file name to content
     * @param given what the reader has from elsewhere
     */
    public static Report verify(Map<String, byte[]> files, Given given) {
        return verify(new Checks(), packed(files), given);
    }

    /**
     * Runs the checks that can be made before the package is finished: not those of its list of files and its export.
     *
     * @param files file name to content
     * @param given what the reader has from elsewhere
     */
    public static Report verifyContents(Map<String, byte[]> files, Given given) {
        Checks checks = new Checks();
        PackageFiles packed = packed(files);
        contents(checks, packed, release(checks, packed), given);
        return checks.report(Report.NOT_PROVEN);
    }

    private static PackageFiles packed(Map<String, byte[]> files) {
        Map<String, PackagedFile> packed = new HashMap<>();
        files.forEach((name, content) -> packed.put(name, PackagedFile.of(content)));
        return new PackageFiles(packed);
    }

    private static Fact<ReleaseId> release(Checks checks, PackageFiles files) {
        return checks.run("release-named", files::release, id -> "the package is about " + id);
    }

    private static Report verify(Checks checks, PackageFiles files, Given given) {
        Fact<ReleaseId> release = release(checks, files);
        Fact<PackageManifest> listed = new ManifestChecks(checks, files).run(release);
        Established facts = contents(checks, files, release, given);
        new ExportChecks(checks, files, listed, facts.policies(), facts.checkpoint()).run();
        return checks.report(Report.NOT_PROVEN);
    }

    private record Established(Fact<Policies> policies, Fact<Checkpoint> checkpoint) {}

    private static Established contents(Checks checks, PackageFiles files, Fact<ReleaseId> release, Given given) {
        RepositoryChecks.Result repository = new RepositoryChecks(checks, files, given.at()).run(release, given.root());
        LogChecks.Result log = new LogChecks(checks, files, repository, given).run();
        Fact<Manifest> manifest = repository.manifest();
        Fact<Originals> originals = new EvidenceChecks(checks, files, manifest, log.entries()).run();
        Fact<Verdict> verdict = new GateChecks(checks, repository, log.entries(), originals, given.at()).run();
        new StoryChecks(checks, files, manifest, log.entries(), originals, verdict).run();
        new ReceiptChecks(checks, files, manifest, log.entries()).run();
        return new Established(repository.policies(), log.checkpoint());
    }

    static String form(PackageArchive archive) {
        archive.flaw().ifPresent(flaw -> {
            throw new FailedCheck(flaw);
        });
        return archive.files().size() + " files, every byte of the archive as it was written";
    }
}
