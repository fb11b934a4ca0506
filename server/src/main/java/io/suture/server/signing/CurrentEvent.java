package io.suture.server.signing;

import io.suture.server.release.Release;
import io.suture.server.signing.SigningEvent.Purpose;
import io.suture.trust.tuf.DelegatedRole;
import java.util.Optional;

/**
 * A signing event with everything it depends on, read under the publisher's lock.
 *
 * @param event the event
 * @param situation of the repository
 * @param content of the release that it signs, if it signs one
 */
record CurrentEvent(SigningEvent event, Situation situation, Optional<Content> content) {

    /**
     * A release with the evidence it has now.
     *
     * @param release the release, its row locked
     * @param lines the evidence
     */
    record Content(Release release, ReleaseEvidence.Lines lines) {}

    /** Returns the delegation that must be satisfied: the one in force, or the one that is to come. */
    DelegatedRole role() {
        return event.purpose() == Purpose.DELEGATION
                ? event.delegatedRole()
                : situation.visible().delegation(event.role()).orElseThrow();
    }
}
