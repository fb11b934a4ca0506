package io.suture.server.audit;

import java.util.EnumSet;
import java.util.Set;

/** The closed registry of what is logged; {@code docs/audit-events.md} is generated from it. */
public enum AuditKind {
    MANUFACTURER_CREATED("manufacturer.created", "A manufacturer was created; its online keys were made."),
    PRODUCT_CREATED("product.created", "A product with its UDI-DI and hardware revisions was created."),
    FACILITY_CREATED("facility.created", "A facility was created."),
    PERSON_REGISTERED("person.registered", "A person or a service account was registered, with roles and first key."),
    PERSON_KEY_ADDED(
            "person.key-added",
            "A key or passkey was handed in; it does not count before a second person approves it."),
    PERSON_KEY_APPROVED("person.key-approved", "A second person approved a key; it counts from now on."),
    PERSON_KEY_REVOKED(
            "person.key-revoked", "A key was revoked; what it signed counts only if it was logged before this entry."),
    PERSON_KEY_REFUSED("person.key-refused", "A change of somebody's keys was refused."),
    PERSON_ROLES_CHANGED("person.roles-changed", "Somebody's roles were changed; old and new ones are in the detail."),
    PERSON_DEACTIVATED("person.deactivated", "A person was deactivated and may do nothing any more."),
    CREDENTIAL_RESET(
            "person.credential-reset",
            "An administrator reset a local account; its person may sign nothing before a second person confirms."),
    CREDENTIAL_RESET_CONFIRMED("person.credential-reset-confirmed", "A second person confirmed the reset."),
    PASSWORD_CHOSEN("person.password-chosen", "The person of a local account chose a password."),
    ACCOUNT_ACTIVATED("person.account-activated", "The person of a local account showed the first one-time password."),
    SIGNED_IN("authentication.accepted", "Somebody signed in."),
    STEP_UP_GIVEN("step-up.given", "Somebody proved who they are for exactly one signature."),
    SESSION_OPENED("session.opened", "A browser session was opened."),
    SESSION_CLOSED("session.closed", "A browser session was closed."),
    AUTHENTICATION_REFUSED("authentication.refused", "A sign-in, a token or a proof of identity was refused."),
    SIGNING_KEY_CREATED("signing-key.created", "An online key was made or replaced."),
    METADATA_SIGNED(
            "metadata.signed", "Online keys signed metadata that are visible from now on; each file with its digest."),
    REPOSITORY_INITIALISED("repository.initialised", "Metadata of the offline roles was put in place."),
    REPOSITORY_REFUSED("repository.refused", "Metadata or policies that were signed offline were refused."),
    DEVICE_REGISTERED("device.registered", "A device was registered, or an enrolment token was issued for it."),
    DEVICE_ENROLLED("device.enrolled", "A device got its certificate."),
    DEVICE_REVOKED("device.revoked", "A device was revoked and is served nothing any more."),
    RELEASE_CREATED("release.created", "A release was drafted."),
    RELEASE_FILE_UPLOADED("release.file-uploaded", "A payload or SBOM was uploaded."),
    RELEASE_SUBMITTED("release.submitted", "The manifest was frozen."),
    EVIDENCE_ADDED("evidence.added", "A signed statement became evidence of a release."),
    EVIDENCE_FILE_UPLOADED("evidence.file-uploaded", "A file that statements refer to was uploaded."),
    APPROVAL_REQUESTED("approval.requested", "Somebody opened a signature; what was seen is frozen."),
    APPROVAL_SIGNED("approval.signed", "An electronic signature was given (21 CFR 11.50)."),
    APPROVAL_REFUSED("approval.refused", "An electronic signature was refused."),
    RELEASE_VALIDATED("release.validated", "The evidence for validation is complete."),
    RELEASE_APPROVED("release.approved", "The release policy is satisfied."),
    RELEASE_SIGNED("release.signed", "The product role's metadata names the release."),
    RELEASE_PUBLISHED(
            "release.published", "The release may be installed; the only kind that a device accepts as proof."),
    RELEASE_SUSPENDED("release.suspended", "The release is not assigned any more for now."),
    RELEASE_RESUMED("release.resumed", "The suspension ended."),
    RELEASE_WITHDRAWN("release.withdrawn", "The release was taken out of the repository for ever."),
    RELEASE_REJECTED("release.rejected", "The release was given up before publication."),
    RELEASE_REFUSED("release.refused", "A step of a release was refused."),
    FACILITY_APPROVED("facility.approved", "A facility approved a release for its devices."),
    DOWNLOAD_STARTED(
            "download.started",
            "A device is about to get the first byte of a payload; what it asks for again before it runs another version is the same download."),
    RECEIPT_ACCEPTED("receipt.accepted", "A device's signed receipt was verified and kept."),
    ACCESS_REFUSED("access.refused", "A call was refused because of roles, tenant or identity."),
    PACKAGE_EXPORTED("package.exported", "A dossier, or the log, was exported as a package."),
    AUDIT_EXPORTED("audit.exported", "Events of the log were exported, with the filter in the detail."),
    REVIEW_OPENED("review.opened", "A reviewer opened a review of events; what it covers is frozen."),
    REVIEW_COMMENTED("review.commented", "The reviewer added a comment."),
    REVIEW_CLOSED("review.closed", "The reviewer signed the review's outcome (21 CFR 11.50)."),
    REVIEW_REFUSED("review.refused", "A step of a review was refused."),
    ERASURE_REQUESTED(
            "audit.erasure-requested",
            "Somebody asked for a person's or device's private sections to be erased; the basis is in the detail."),
    SECTIONS_ERASED(
            "audit.sections-erased",
            "A second person confirmed an erasure: the key of the private sections was destroyed; the basis is in the detail."),
    ERASURE_REFUSED("audit.erasure-refused", "A second person refused an erasure; nothing was destroyed."),
    ERASURE_WITHDRAWN("audit.erasure-withdrawn", "Who asked for an erasure withdrew it; nothing was destroyed."),
    ERASURE_EXPIRED("audit.erasure-expired", "Nobody confirmed an erasure in time; nothing was destroyed."),
    ERASURE_STEP_REFUSED("audit.erasure-step-refused", "A step of an erasure was refused."),
    CONFIGURATION_CHANGED(
            "configuration.changed",
            "The server started with other settings than before; old and new values are in the detail, secrets nowhere."),
    CLOCK_STEP(
            "clock.step",
            "The server's clock stepped, or was behind the log when the server started; what it should have said and what it said."),
    CHECKPOINT_TIMESTAMPED(
            "checkpoint.timestamped", "An authority stamped the time of a checkpoint of this log (RFC 3161)."),
    SIGNING_EVENT_OPENED("signing-event.opened", "Bytes were laid out for the signatures of offline key holders."),
    SIGNING_EVENT_SIGNED("signing-event.signed", "A key holder signed, and signatures are missing still."),
    SIGNING_EVENT_COMPLETED("signing-event.completed", "The last missing signature was given."),
    SIGNING_EVENT_REFUSED("signing-event.refused", "A key holder refused to sign; the event is closed."),
    SIGNING_EVENT_EXPIRED("signing-event.expired", "Too few signed in time; the event is closed."),
    SIGNING_EVENT_SUPERSEDED("signing-event.superseded", "Newer metadata made the event pointless; it is closed."),
    SIGNATURE_REFUSED("signing-event.signature-refused", "A signature for a signing event was refused.");

    private static final Set<AuditKind> PUBLIC = EnumSet.of(
            SIGNING_KEY_CREATED,
            METADATA_SIGNED,
            REPOSITORY_INITIALISED,
            EVIDENCE_ADDED,
            RELEASE_SIGNED,
            RELEASE_PUBLISHED,
            RELEASE_SUSPENDED,
            RELEASE_RESUMED,
            RELEASE_WITHDRAWN,
            PACKAGE_EXPORTED,
            CLOCK_STEP,
            CHECKPOINT_TIMESTAMPED);

    private final String code;
    private final String meaning;

    AuditKind(String code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    /** Return the name in the log, for example {@code release.published}. */
    public String code() {
        return code;
    }

    /** Return what happened when an entry of this kind is written, in one sentence. */
    public String meaning() {
        return meaning;
    }

    /** Return whether the event is that something was refused. */
    boolean isRefusal() {
        return code.endsWith("refused");
    }

    /** Return whether entries of this kind may state facts to the world; all others have commitments only. */
    public boolean isPublic() {
        return PUBLIC.contains(this);
    }
}
