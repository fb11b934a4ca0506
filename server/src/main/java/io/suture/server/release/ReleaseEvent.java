package io.suture.server.release;

import io.suture.server.audit.AuditKind;
import java.util.Locale;

/** What moves a release from one state to another. */
public enum ReleaseEvent {
    SUBMIT(AuditKind.RELEASE_SUBMITTED),
    VALIDATE(AuditKind.RELEASE_VALIDATED),
    APPROVE(AuditKind.RELEASE_APPROVED),
    /** New evidence blocks what was validated or approved. */
    FALL_BACK(AuditKind.RELEASE_SUBMITTED),
    SIGN(AuditKind.RELEASE_SIGNED),
    PUBLISH(AuditKind.RELEASE_PUBLISHED),
    SUSPEND(AuditKind.RELEASE_SUSPENDED),
    RESUME(AuditKind.RELEASE_RESUMED),
    WITHDRAW(AuditKind.RELEASE_WITHDRAWN),
    REJECT(AuditKind.RELEASE_REJECTED);

    private final AuditKind kind;

    ReleaseEvent(AuditKind kind) {
        this.kind = kind;
    }

    /** Return the kind of its audit entry. */
    public AuditKind kind() {
        return kind;
    }

    /** Return the name in records. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
