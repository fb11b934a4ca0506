package io.suture.trust.evidence;

import io.suture.trust.release.Manifest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Verifies an evidence package. */
public final class EvidencePackage {

    private EvidencePackage() {}

    /**
     * Runs every check over the files of a package.
     *
     * @param files file name to content
     * @param trustedRoot a root obtained from elsewhere; without it the package can only agree with itself
     * @param now when the package was exported: metadata must have been valid then
     */
    public static Report verify(Map<String, byte[]> files, Optional<byte[]> trustedRoot, Instant now) {
        PackageFiles packed = new PackageFiles(files);
        Checks checks = new Checks();
        RepositoryChecks.Result repository = new RepositoryChecks(checks, packed, now).run(trustedRoot);
        Fact<List<LoggedEntry>> entries = new LogChecks(checks, packed, repository).run();
        Fact<Manifest> manifest = repository.manifest();
        new ReceiptChecks(checks, packed, manifest, entries).run();
        return checks.report();
    }
}
