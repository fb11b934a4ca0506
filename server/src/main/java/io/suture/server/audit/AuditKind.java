package io.suture.server.audit;

/** The closed registry of what is logged. */
public enum AuditKind {
    MANUFACTURER_CREATED("manufacturer.created"),
    PRODUCT_CREATED("product.created"),
    FACILITY_CREATED("facility.created"),
    PERSON_REGISTERED("person.registered"),
    PERSON_KEY_ADDED("person.key-added"),
    PERSON_KEY_APPROVED("person.key-approved"),
    PERSON_KEY_REVOKED("person.key-revoked"),
    PERSON_KEY_REFUSED("person.key-refused"),
    PERSON_ROLES_CHANGED("person.roles-changed"),
    PERSON_DEACTIVATED("person.deactivated"),
    CREDENTIAL_RESET("person.credential-reset"),
    CREDENTIAL_RESET_CONFIRMED("person.credential-reset-confirmed"),
    PASSWORD_CHOSEN("person.password-chosen"),
    ACCOUNT_ACTIVATED("person.account-activated"),
    SIGNED_IN("authentication.accepted"),
    STEP_UP_GIVEN("step-up.given"),
    SESSION_OPENED("session.opened"),
    SESSION_CLOSED("session.closed"),
    AUTHENTICATION_REFUSED("authentication.refused"),
    SIGNING_KEY_CREATED("signing-key.created"),
    REPOSITORY_INITIALISED("repository.initialised"),
    DEVICE_REGISTERED("device.registered"),
    DEVICE_ENROLLED("device.enrolled"),
    DEVICE_REVOKED("device.revoked"),
    RELEASE_CREATED("release.created"),
    RELEASE_FILE_UPLOADED("release.file-uploaded"),
    RELEASE_SUBMITTED("release.submitted"),
    EVIDENCE_ADDED("evidence.added"),
    EVIDENCE_FILE_UPLOADED("evidence.file-uploaded"),
    APPROVAL_REQUESTED("approval.requested"),
    APPROVAL_SIGNED("approval.signed"),
    APPROVAL_REFUSED("approval.refused"),
    RELEASE_VALIDATED("release.validated"),
    RELEASE_APPROVED("release.approved"),
    RELEASE_SIGNED("release.signed"),
    RELEASE_PUBLISHED("release.published"),
    RELEASE_SUSPENDED("release.suspended"),
    RELEASE_RESUMED("release.resumed"),
    RELEASE_WITHDRAWN("release.withdrawn"),
    RELEASE_REJECTED("release.rejected"),
    RELEASE_REFUSED("release.refused"),
    FACILITY_APPROVED("facility.approved"),
    RECEIPT_ACCEPTED("receipt.accepted"),
    ACCESS_REFUSED("access.refused"),
    PACKAGE_EXPORTED("package.exported"),
    SIGNING_EVENT_OPENED("signing-event.opened"),
    SIGNING_EVENT_SIGNED("signing-event.signed"),
    SIGNING_EVENT_COMPLETED("signing-event.completed"),
    SIGNING_EVENT_REFUSED("signing-event.refused"),
    SIGNING_EVENT_EXPIRED("signing-event.expired"),
    SIGNING_EVENT_SUPERSEDED("signing-event.superseded"),
    SIGNATURE_REFUSED("signing-event.signature-refused");

    private final String code;

    AuditKind(String code) {
        this.code = code;
    }

    /** Return the name in the log, for example {@code release.published}. */
    public String code() {
        return code;
    }
}
