package io.suture.server.signing;

/**
 * Named points in signing and publishing where a process may die. Production does nothing there; a test throws, starts
 * the service again over the same database and expects a state that is repaired or refused, never half-published.
 */
@FunctionalInterface
interface CrashPoint {

    /** The points in the order they are passed; those of signing events, when there is one, before the publication. */
    enum Step {
        INTENT_RECORDED,
        PAYLOADS_VERIFIED,
        GATE_PASSED,
        RELEASE_METADATA_SIGNED,
        RELEASE_METADATA_STORED,
        RELEASE_SIGNED_LOGGED,
        RELEASE_SIGNED_COMMITTED,
        PUBLICATION_LOGGED,
        PUBLICATION_COMMITTED,
        CHECKPOINT_COVERS_PUBLICATION,
        ROLES_SIGNED,
        DRY_RUN_PASSED,
        VERSIONS_MARKED,
        MADE_VISIBLE,
        VISIBLE_COMMITTED,
        EVENT_VERSION_MARKED,
        EVENT_STORED,
        EVENT_OPENED,
        EVENT_SIGNATURE_VERIFIED,
        EVENT_SIGNATURE_STORED,
        EVENT_SIGNED
    }

    /** What production uses. */
    CrashPoint NONE = step -> {};

    void passed(Step step);
}
