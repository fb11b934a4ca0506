package io.suture.device.agent;

import io.suture.trust.breakglass.Authorisation;
import io.suture.trust.breakglass.LiftedCheck;
import io.suture.trust.digest.Digest;
import io.suture.trust.director.AssignedRelease;
import io.suture.trust.dsse.Envelope;
import io.suture.trust.release.Manifest;
import io.suture.trust.release.ReleaseId;
import java.util.Optional;

/**
 * Which release to install, and who chose it. To choose is not to vouch: every check of the release comes after, but those
 * that break-glass lifts.
 *
 * @param release the release
 * @param assigned what the director said, if it was asked
 * @param assignment the director's signed answer, verified
 * @param breakGlass what two people allowed, verified
 */
record Choice(
        ReleaseId release,
        Optional<AssignedRelease> assigned,
        Optional<Envelope> assignment,
        Optional<BreakGlass> breakGlass) {

    /** An authorisation, and what two people signed. */
    record BreakGlass(Authorisation authorisation, Envelope envelope) {}

    /** The director chose. */
    static Choice ofDirector(AssignedRelease assigned, Envelope assignment) {
        return new Choice(assigned.id(), Optional.of(assigned), Optional.of(assignment), Optional.empty());
    }

    /** A person at the device chose, from a repository that was carried there (ADR 0030). */
    static Choice atDevice(ReleaseId release) {
        return new Choice(release, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Two people chose, and lift checks (ADR 0030). */
    static Choice authorised(Authorisation authorisation, Envelope envelope) {
        return new Choice(
                authorisation.release().id(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new BreakGlass(authorisation, envelope)));
    }

    /** Return whether a check need not pass. */
    boolean lifts(LiftedCheck check) {
        return breakGlass.filter(used -> used.authorisation().lifts(check)).isPresent();
    }

    /** Return the digest of the authorisation. */
    Optional<Digest> authorisation() {
        return breakGlass.map(used -> used.envelope().payloadDigest());
    }

    /** Refuses a manifest that is not the one chosen. */
    void requireAgreement(Manifest manifest, Reporter reporter) {
        assigned.ifPresent(said -> said.requireAgreement(manifest.digest()));
        breakGlass.ifPresent(used -> used.authorisation().requireAgreement(manifest.digest()));
        if (assigned.isPresent()) {
            reporter.ok("agreement", "director and product role name the same manifest");
        } else {
            reporter.ok(
                    "choice", release + (breakGlass.isPresent() ? " by break-glass" : " by a person at the device"));
        }
    }
}
