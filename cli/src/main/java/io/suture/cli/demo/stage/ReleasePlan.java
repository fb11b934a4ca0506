package io.suture.cli.demo.stage;

import io.suture.trust.release.ReleaseId;
import java.nio.file.Path;
import java.util.List;

/**
 * What a release engineer submits.
 *
 * @param id product and version
 * @param rollbackIndex the number that never goes back
 * @param fixes closed vulnerabilities
 * @param fromVersions versions it may replace; empty for any older one
 * @param payload the firmware file
 * @param sbom the CycloneDX document
 */
public record ReleasePlan(
        ReleaseId id, long rollbackIndex, List<String> fixes, List<String> fromVersions, Path payload, Path sbom) {

    public ReleasePlan {
        fixes = List.copyOf(fixes);
        fromVersions = List.copyOf(fromVersions);
    }
}
