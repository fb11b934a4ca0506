package io.suture.server.signing;

import io.suture.server.audit.AuditKind;

/** What happens to a signing event; each step is an audit event. */
enum SigningEventStep {
    /** A signature that leaves the threshold unmet. */
    SIGN(AuditKind.SIGNING_EVENT_SIGNED),
    /** The signature that meets the threshold. */
    COMPLETE(AuditKind.SIGNING_EVENT_COMPLETED),
    /** A person says no. */
    REFUSE(AuditKind.SIGNING_EVENT_REFUSED),
    /** Its time is over. */
    EXPIRE(AuditKind.SIGNING_EVENT_EXPIRED),
    /** What it would have signed is no longer what the role needs. */
    SUPERSEDE(AuditKind.SIGNING_EVENT_SUPERSEDED);

    private final AuditKind kind;

    SigningEventStep(AuditKind kind) {
        this.kind = kind;
    }

    AuditKind kind() {
        return kind;
    }
}
