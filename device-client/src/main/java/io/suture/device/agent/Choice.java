package io.suture.device.agent;

import io.suture.trust.director.AssignedRelease;
import io.suture.trust.dsse.Envelope;
import io.suture.trust.release.Manifest;
import io.suture.trust.release.ReleaseId;
import java.util.Optional;

/**
 * Which release to install, and who chose it. To choose is not to vouch: every check of the release comes after.
 *
 * @param release the release
 * @param assigned what the director said, if it was asked
 * @param assignment the director's signed answer, verified
 */
record Choice(ReleaseId release, Optional<AssignedRelease> assigned, Optional<Envelope> assignment) {

    /** The director chose. */
    static Choice ofDirector(AssignedRelease assigned, Envelope assignment) {
        return new Choice(assigned.id(), Optional.of(assigned), Optional.of(assignment));
    }

    /** A person at the device chose, from a repository that was carried there (ADR 0030). */
    static Choice atDevice(ReleaseId release) {
        return new Choice(release, Optional.empty(), Optional.empty());
    }

    /** Refuses a manifest that is not the one chosen. */
    void requireAgreement(Manifest manifest, Reporter reporter) {
        assigned.ifPresentOrElse(
                said -> {
                    said.requireAgreement(manifest.digest());
                    reporter.ok("agreement", "director and product role name the same manifest");
                },
                () -> reporter.ok("choice", release + " by a person at the device"));
    }
}
