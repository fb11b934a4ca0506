package io.suture.server.problem;

import java.util.Arrays;
import org.springframework.http.HttpStatus;

/** Every problem the server reports (RFC 9457 section 3.1.1): the one registry. */
public enum ProblemType {
    MALFORMED_REQUEST(HttpStatus.BAD_REQUEST, "The request is malformed"),
    MALFORMED_DOCUMENT(HttpStatus.BAD_REQUEST, "The document is malformed"),
    INVALID_FIELD(HttpStatus.BAD_REQUEST, "A field is invalid"),
    INCOMPLETE_UPLOAD(HttpStatus.BAD_REQUEST, "The upload ended early or is longer than announced"),
    UNSUPPORTED_GRANT(HttpStatus.BAD_REQUEST, "The grant type is not supported"),

    NOT_AUTHENTICATED(HttpStatus.UNAUTHORIZED, "A valid access token is required"),
    CREDENTIALS_REFUSED(HttpStatus.UNAUTHORIZED, "The credentials are not accepted"),
    ASSERTION_REFUSED(HttpStatus.UNAUTHORIZED, "The assertion is not accepted"),
    STEP_UP_REQUIRED(HttpStatus.FORBIDDEN, "A fresh proof of who you are is required"),
    MAY_NOT_SIGN(HttpStatus.FORBIDDEN, "The person may not sign now"),
    CROSS_SITE_REQUEST(HttpStatus.FORBIDDEN, "The request comes from another site"),
    NOT_PERMITTED(HttpStatus.FORBIDDEN, "Not permitted"),
    OTHER_PERSON_NEEDED(HttpStatus.FORBIDDEN, "Another person must do this"),
    ROLE_NOT_PERMITTED(HttpStatus.FORBIDDEN, "The role may not sign this"),
    AUTHOR_MISMATCH(HttpStatus.FORBIDDEN, "The author is not the authenticated person"),
    KEY_NOT_AUTHORISED(HttpStatus.FORBIDDEN, "The signing key is not authorised"),
    DEVICE_REVOKED(HttpStatus.FORBIDDEN, "The device certificate is not accepted"),
    RECEIPT_DEVICE_MISMATCH(HttpStatus.FORBIDDEN, "The receipt belongs to another device"),
    ENROLMENT_TOKEN_REFUSED(HttpStatus.FORBIDDEN, "The enrolment token is not accepted"),

    NOT_FOUND(HttpStatus.NOT_FOUND, "Not found"),
    METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED, "Method not allowed"),
    NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE, "No acceptable representation"),
    CONFLICT(HttpStatus.CONFLICT, "Conflict with the current state"),
    ALREADY_EXISTS(HttpStatus.CONFLICT, "The identifier is taken"),
    ILLEGAL_TRANSITION(HttpStatus.CONFLICT, "The state does not allow this"),
    RELEASE_BLOCKED(HttpStatus.CONFLICT, "The release is blocked"),
    RELEASES_STRANDED(HttpStatus.CONFLICT, "Releases would lose their places in the log"),
    PAYLOAD_CORRUPT(HttpStatus.CONFLICT, "A stored payload is corrupt"),
    POLICY_MISSING(HttpStatus.CONFLICT, "No release policy is active"),
    DELEGATION_MISSING(HttpStatus.CONFLICT, "The repository has no role for the product"),
    EVIDENCE_CHANGED(HttpStatus.CONFLICT, "Evidence came since"),
    REVIEWER_ACTED(HttpStatus.CONFLICT, "The reviewer acted in what is reviewed"),
    REVIEW_CLOSED(HttpStatus.CONFLICT, "The review is closed"),
    ERASURE_REQUESTED(HttpStatus.CONFLICT, "The erasure was requested already"),
    ERASURE_CLOSED(HttpStatus.CONFLICT, "The request for an erasure has ended"),
    APPROVAL_CLOSED(HttpStatus.CONFLICT, "The approval can be signed no more"),
    SIGNING_EVENT_OPEN(HttpStatus.CONFLICT, "The role waits for signatures"),
    SIGNING_EVENT_CLOSED(HttpStatus.CONFLICT, "The signing event has ended"),
    TOO_MANY_SIGNING_EVENTS(HttpStatus.CONFLICT, "Too many signing events are open"),
    ALREADY_SIGNED(HttpStatus.CONFLICT, "Signed already"),
    SIGNATURES_NEEDED(HttpStatus.CONFLICT, "People must sign first"),
    GONE(HttpStatus.GONE, "No longer offered"),
    TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "Too large"),
    UNSUPPORTED_MEDIA_TYPE(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "Unsupported media type"),
    RANGE_NOT_SATISFIABLE(HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE, "Range not satisfiable"),
    DIGEST_MISMATCH(HttpStatus.UNPROCESSABLE_CONTENT, "The digest differs"),
    MANIFEST_MISMATCH(HttpStatus.UNPROCESSABLE_CONTENT, "The manifest does not describe the uploaded files"),
    SBOM_REFUSED(HttpStatus.UNPROCESSABLE_CONTENT, "The bill of materials does not fit the release"),
    SUBJECT_MISMATCH(HttpStatus.UNPROCESSABLE_CONTENT, "The statement is about something else"),
    SIGNATURE_INVALID(HttpStatus.UNPROCESSABLE_CONTENT, "The signature is invalid"),
    METADATA_REFUSED(HttpStatus.UNPROCESSABLE_CONTENT, "The metadata are not accepted"),
    EVIDENCE_REFUSED(HttpStatus.UNPROCESSABLE_CONTENT, "The evidence is not accepted"),
    EVIDENCE_FILE_MISSING(HttpStatus.UNPROCESSABLE_CONTENT, "The statement names a file that was not uploaded"),
    RECEIPT_REFUSED(HttpStatus.UNPROCESSABLE_CONTENT, "The receipt is not accepted"),
    CERTIFICATE_REQUEST_REFUSED(HttpStatus.UNPROCESSABLE_CONTENT, "The certificate request is not accepted"),
    EXAMPLE_KEY_REFUSED(HttpStatus.UNPROCESSABLE_CONTENT, "Example keys are for demonstrations only"),
    TOO_MANY_REQUESTS(HttpStatus.TOO_MANY_REQUESTS, "Too many requests"),

    INTERNAL_ERROR(HttpStatus.INTERNAL_SERVER_ERROR, "Internal error"),
    UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "Temporarily unavailable"),
    STORAGE_FULL(HttpStatus.INSUFFICIENT_STORAGE, "No space left");

    private static final String PREFIX = "urn:suture:problem:";

    private final HttpStatus status;
    private final String title;

    ProblemType(HttpStatus status, String title) {
        this.status = status;
        this.title = title;
    }

    /** Return the stable code, for example {@code illegal-transition}. */
    public String code() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    /** Return the problem type URI. */
    public String uri() {
        return PREFIX + code();
    }

    /** Return the HTTP status. */
    public HttpStatus status() {
        return status;
    }

    /** Return the summary, the same for every occurrence. */
    public String title() {
        return title;
    }

    /** Return the type that stands for a status nobody gave a type of its own. */
    static ProblemType ofStatus(int status) {
        return Arrays.stream(values())
                .filter(type -> type.status.value() == status)
                .findFirst()
                .orElse(status < 500 ? MALFORMED_REQUEST : INTERNAL_ERROR);
    }
}
