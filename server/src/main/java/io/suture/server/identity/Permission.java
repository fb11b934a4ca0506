package io.suture.server.identity;

import static io.suture.server.identity.Role.ADMIN;
import static io.suture.server.identity.Role.AUDITOR;
import static io.suture.server.identity.Role.FACILITY;
import static io.suture.server.identity.Role.QUALITY_APPROVER;
import static io.suture.server.identity.Role.RELEASE_ENGINEER;
import static io.suture.server.identity.Role.VALIDATOR;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/** Who may call what: the one table. What is not in it does not exist. */
@SuppressWarnings("ImmutableEnumChecker") // the fields are never changed
public enum Permission {
    PORTAL_SIGN_IN(GET, "/portal/sign-in"),
    PORTAL_PASSWORD_SIGN_IN(POST, "/portal/sign-in"),
    PORTAL_ACCOUNT(GET, "/portal/account"),
    PORTAL_SET_UP_ACCOUNT(POST, "/portal/account"),
    PORTAL_ACTIVATE_ACCOUNT(POST, "/portal/account/activation"),
    PORTAL_ASSET(GET, "/portal/assets/{file}"),
    BEGIN_PASSKEY_SIGN_IN(POST, "/api/v1/passkey-sign-in/challenge"),
    SIGN_IN_WITH_PASSKEY(POST, "/api/v1/passkey-sign-in"),
    EXCHANGE_ASSERTION(POST, "/api/v1/token"),
    SIGN_IN(POST, "/api/v1/sign-in"),
    OPEN_SESSION(POST, "/api/v1/session"),
    SET_UP_ACCOUNT(POST, "/api/v1/local-account/setup"),
    ACTIVATE_ACCOUNT(POST, "/api/v1/local-account/activation"),
    ENROL_DEVICE(POST, "/api/v1/enrolments"),
    READ_OPENAPI(GET, "/openapi.json"),
    READ_API_DOCS(GET, "/v3/api-docs"),
    READ_METADATA_ANONYMOUSLY(GET, "/repository/{m}/metadata/{file}"),
    READ_TARGET_ANONYMOUSLY(GET, "/repository/{m}/targets/{*path}"),
    READ_LOG_CHECKPOINT(GET, "/{m}/audit/checkpoint"),
    READ_LOG_TILE(GET, "/{m}/audit/tile/{level:[0-9]+}/{*path}"),
    READ_LOG_INCLUSION(GET, "/{m}/audit/inclusion/{index}.tlog-proof"),
    READ_LOG_CONSISTENCY(GET, "/{m}/audit/consistency/{old}/{new}"),
    READ_LOG_TIMESTAMPS(GET, "/{m}/audit/timestamps"),
    READ_LOG_TIMESTAMP(GET, "/{m}/audit/timestamp/{size}.tsr"),

    STEP_UP(POST, "/api/v1/step-up", Role.values()),
    SIGN_OUT(POST, "/api/v1/sign-out", Role.values()),
    REGISTER_PERSON(POST, "/api/v1/people", ADMIN),
    LIST_PEOPLE(GET, "/api/v1/people", ADMIN, AUDITOR),
    SET_ROLES(POST, "/api/v1/people/{person}/roles", ADMIN),
    DEACTIVATE_PERSON(POST, "/api/v1/people/{person}/deactivation", ADMIN),
    RESET_ACCOUNT(POST, "/api/v1/people/{person}/local-account", ADMIN),
    CONFIRM_RESET(POST, "/api/v1/people/{person}/credential-reset/confirmation", ADMIN, QUALITY_APPROVER),
    CREATE_MANUFACTURER(POST, "/api/v1/manufacturers", ADMIN),
    CREATE_FACILITY(POST, "/api/v1/facilities", ADMIN),
    APPROVE_FOR_FACILITY(POST, "/api/v1/facilities/{f}/approvals", FACILITY),

    READ_MANUFACTURER(GET, "/api/v1/manufacturers/{m}", Role.values()),
    READ_SIGNING_KEYS(GET, "/api/v1/manufacturers/{m}/signing-keys", Role.values()),
    ROTATE_SIGNING_KEY(POST, "/api/v1/manufacturers/{m}/signing-keys/{role}/rotation", ADMIN),
    READ_PRODUCTS(GET, "/api/v1/manufacturers/{m}/products", Role.values()),
    CREATE_PRODUCT(POST, "/api/v1/manufacturers/{m}/products", ADMIN),
    PUT_OFFLINE_METADATA(PUT, "/api/v1/manufacturers/{m}/repository/offline", ADMIN),
    LIST_REPOSITORY(GET, "/api/v1/manufacturers/{m}/repository", Role.values()),
    READ_CARRIED_LOG(GET, "/api/v1/manufacturers/{m}/repository/log", Role.values()),
    READ_METADATA(GET, "/api/v1/manufacturers/{m}/repository/metadata/{file}", Role.values()),
    READ_TARGET(GET, "/api/v1/manufacturers/{m}/repository/targets/{*path}", Role.values()),
    LIST_SIGNING_EVENTS(
            GET,
            "/api/v1/manufacturers/{m}/signing-events",
            RELEASE_ENGINEER,
            VALIDATOR,
            QUALITY_APPROVER,
            AUDITOR,
            ADMIN),
    READ_SIGNING_EVENT(
            GET,
            "/api/v1/manufacturers/{m}/signing-events/{e}",
            RELEASE_ENGINEER,
            VALIDATOR,
            QUALITY_APPROVER,
            AUDITOR,
            ADMIN),
    /** Whose signature counts is decided by the keys of the role and {@code policy/people.json}. */
    SIGN_SIGNING_EVENT(
            POST,
            "/api/v1/manufacturers/{m}/signing-events/{e}/signatures",
            RELEASE_ENGINEER,
            VALIDATOR,
            QUALITY_APPROVER,
            ADMIN),
    /** Of these, quality approvers and the holders of the role's keys. */
    REFUSE_SIGNING_EVENT(
            POST,
            "/api/v1/manufacturers/{m}/signing-events/{e}/refusal",
            RELEASE_ENGINEER,
            VALIDATOR,
            QUALITY_APPROVER,
            ADMIN),
    UPLOAD_EVIDENCE_FILE(
            PUT, "/api/v1/manufacturers/{m}/evidence-files/{sha256}", RELEASE_ENGINEER, VALIDATOR, QUALITY_APPROVER),
    READ_EVIDENCE_FILE(
            GET,
            "/api/v1/manufacturers/{m}/evidence-files/{sha256}",
            RELEASE_ENGINEER,
            VALIDATOR,
            QUALITY_APPROVER,
            AUDITOR,
            ADMIN),
    READ_LOG_ENTRIES(GET, "/{m}/audit/tile/entries/{*path}", AUDITOR),
    SEARCH_AUDIT_EVENTS(GET, "/api/v1/manufacturers/{m}/audit/events", AUDITOR),
    EXPORT_AUDIT_EVENTS(GET, "/api/v1/manufacturers/{m}/audit/events/export", AUDITOR),
    CHECK_AUDIT_LOG(POST, "/api/v1/manufacturers/{m}/audit/fsck", ADMIN, AUDITOR),
    OPEN_REVIEW(POST, "/api/v1/manufacturers/{m}/audit/reviews", AUDITOR),
    LIST_REVIEWS(GET, "/api/v1/manufacturers/{m}/audit/reviews", AUDITOR),
    READ_REVIEW(GET, "/api/v1/manufacturers/{m}/audit/reviews/{review}", AUDITOR),
    COMMENT_REVIEW(POST, "/api/v1/manufacturers/{m}/audit/reviews/{review}/comments", AUDITOR),
    CLOSE_REVIEW(POST, "/api/v1/manufacturers/{m}/audit/reviews/{review}/closure", AUDITOR),
    REQUEST_ERASURE(POST, "/api/v1/manufacturers/{m}/audit/erasures", ADMIN),
    LIST_ERASURES(GET, "/api/v1/manufacturers/{m}/audit/erasures", ADMIN, QUALITY_APPROVER, AUDITOR),
    READ_ERASURE(GET, "/api/v1/manufacturers/{m}/audit/erasures/{erasure}", ADMIN, QUALITY_APPROVER, AUDITOR),
    /** Of these, neither who asked for it nor whose sections it is about. */
    CONFIRM_ERASURE(POST, "/api/v1/manufacturers/{m}/audit/erasures/{erasure}/confirmation", ADMIN, QUALITY_APPROVER),
    /** Of these, neither who asked for it nor whose sections it is about. */
    REFUSE_ERASURE(POST, "/api/v1/manufacturers/{m}/audit/erasures/{erasure}/refusal", ADMIN, QUALITY_APPROVER),
    /** Of these, who asked for it. */
    WITHDRAW_ERASURE(POST, "/api/v1/manufacturers/{m}/audit/erasures/{erasure}/withdrawal", ADMIN),
    READ_AUDIT(GET, "/api/v1/manufacturers/{m}/audit/entries", AUDITOR),
    EXPORT_AUDIT_PACKAGE(GET, "/api/v1/manufacturers/{m}/audit/package", AUDITOR),

    READ_PEOPLE(GET, "/api/v1/manufacturers/{m}/people", Role.values()),
    READ_PERSON_KEYS(GET, "/api/v1/manufacturers/{m}/people/{person}/keys", Role.values()),
    /** Of these, the owner and administrators. */
    ADD_PERSON_KEY(
            POST,
            "/api/v1/manufacturers/{m}/people/{person}/keys",
            RELEASE_ENGINEER,
            VALIDATOR,
            QUALITY_APPROVER,
            ADMIN),
    /** The owner's own. */
    BEGIN_PASSKEY(
            POST,
            "/api/v1/manufacturers/{m}/people/{person}/passkeys/challenge",
            RELEASE_ENGINEER,
            VALIDATOR,
            QUALITY_APPROVER),
    /** The owner's own. */
    REGISTER_PASSKEY(
            POST, "/api/v1/manufacturers/{m}/people/{person}/passkeys", RELEASE_ENGINEER, VALIDATOR, QUALITY_APPROVER),
    /** Of these, neither the owner nor who registered it. */
    APPROVE_PERSON_KEY(POST, "/api/v1/manufacturers/{m}/people/{person}/keys/{key}/approval", QUALITY_APPROVER, ADMIN),
    /** Of these, the owner and administrators. */
    REVOKE_PERSON_KEY(
            POST,
            "/api/v1/manufacturers/{m}/people/{person}/keys/{key}/revocation",
            RELEASE_ENGINEER,
            VALIDATOR,
            QUALITY_APPROVER,
            ADMIN),

    PORTAL_HOME(GET, "/portal", Role.values()),
    PORTAL_PASSKEYS(GET, "/portal/passkeys", Role.values()),
    PORTAL_RELEASES(GET, "/portal/manufacturers/{m}/releases", Role.values()),
    PORTAL_RELEASE(GET, "/portal/manufacturers/{m}/releases/{p}/{v}", Role.values()),
    PORTAL_APPROVAL(
            POST,
            "/portal/manufacturers/{m}/releases/{p}/{v}/approvals",
            RELEASE_ENGINEER,
            VALIDATOR,
            QUALITY_APPROVER),

    READ_FLEET_READINESS(GET, "/api/v1/manufacturers/{m}/fleet/readiness", ADMIN, AUDITOR, QUALITY_APPROVER),
    REGISTER_DEVICE(POST, "/api/v1/manufacturers/{m}/devices", ADMIN),
    READ_DEVICE(GET, "/api/v1/manufacturers/{m}/devices/{d}", ADMIN, AUDITOR, FACILITY),
    REVOKE_DEVICE(POST, "/api/v1/manufacturers/{m}/devices/{d}/revoke", ADMIN),
    RENEW_ENROLMENT_TOKEN(POST, "/api/v1/manufacturers/{m}/devices/{d}/enrolment-token", ADMIN),

    LIST_RELEASES(GET, "/api/v1/manufacturers/{m}/releases", Role.values()),
    CREATE_RELEASE(POST, "/api/v1/manufacturers/{m}/releases", RELEASE_ENGINEER),
    READ_RELEASE(GET, "/api/v1/manufacturers/{m}/releases/{p}/{v}", Role.values()),
    READ_MANIFEST(GET, "/api/v1/manufacturers/{m}/releases/{p}/{v}/manifest", Role.values()),
    READ_SBOM(GET, "/api/v1/manufacturers/{m}/releases/{p}/{v}/sbom", Role.values()),
    READ_EVIDENCE(GET, "/api/v1/manufacturers/{m}/releases/{p}/{v}/evidence", Role.values()),
    READ_BLOCKERS(GET, "/api/v1/manufacturers/{m}/releases/{p}/{v}/blockers", Role.values()),
    UPLOAD_FILE(PUT, "/api/v1/manufacturers/{m}/releases/{p}/{v}/files/{name}", RELEASE_ENGINEER),
    SUBMIT_RELEASE(POST, "/api/v1/manufacturers/{m}/releases/{p}/{v}/submission", RELEASE_ENGINEER),
    ADD_EVIDENCE(
            POST, "/api/v1/manufacturers/{m}/releases/{p}/{v}/evidence", RELEASE_ENGINEER, VALIDATOR, QUALITY_APPROVER),
    OPEN_APPROVAL(
            POST,
            "/api/v1/manufacturers/{m}/releases/{p}/{v}/approvals",
            RELEASE_ENGINEER,
            VALIDATOR,
            QUALITY_APPROVER),
    /** Of these, who opened it. */
    SIGN_APPROVAL(
            POST,
            "/api/v1/manufacturers/{m}/releases/{p}/{v}/approvals/{approval}/signature",
            RELEASE_ENGINEER,
            VALIDATOR,
            QUALITY_APPROVER),
    SIGN_RELEASE(POST, "/api/v1/manufacturers/{m}/releases/{p}/{v}/signing", RELEASE_ENGINEER),
    PUBLISH_RELEASE(POST, "/api/v1/manufacturers/{m}/releases/{p}/{v}/publication", RELEASE_ENGINEER),
    SUSPEND_RELEASE(POST, "/api/v1/manufacturers/{m}/releases/{p}/{v}/suspension", RELEASE_ENGINEER, QUALITY_APPROVER),
    RESUME_RELEASE(POST, "/api/v1/manufacturers/{m}/releases/{p}/{v}/resumption", RELEASE_ENGINEER),
    WITHDRAW_RELEASE(POST, "/api/v1/manufacturers/{m}/releases/{p}/{v}/withdrawal", RELEASE_ENGINEER, QUALITY_APPROVER),
    REJECT_RELEASE(POST, "/api/v1/manufacturers/{m}/releases/{p}/{v}/rejection", RELEASE_ENGINEER, QUALITY_APPROVER),
    EXPORT_DOSSIER(
            GET, "/api/v1/manufacturers/{m}/releases/{p}/{v}/dossier", AUDITOR, QUALITY_APPROVER, RELEASE_ENGINEER);

    private final HttpMethod method;
    private final PathPattern pattern;
    private final Set<Role> roles;

    Permission(HttpMethod method, String pattern, Role... roles) {
        this.method = method;
        this.pattern = PathPatternParser.defaultInstance.parse(pattern);
        this.roles = roles.length == 0 ? EnumSet.noneOf(Role.class) : EnumSet.copyOf(Arrays.asList(roles));
    }

    /** Return the HTTP method. */
    public HttpMethod method() {
        return method;
    }

    /** Return the path pattern. */
    public String pattern() {
        return pattern.getPatternString();
    }

    /** Return whether the row is for this method. */
    boolean isFor(HttpMethod other) {
        return method.equals(other);
    }

    /** Return whether no person needs to be authenticated. */
    public boolean isPublic() {
        return roles.isEmpty();
    }

    /** Return whether one of the actor's roles is enough. */
    public boolean permits(Actor actor) {
        return actor.roles().stream().anyMatch(roles::contains);
    }

    /** Return the rows whose pattern matches the path, for any method. */
    static List<Permission> matching(PathContainer path) {
        return Arrays.stream(values()).filter(row -> row.pattern.matches(path)).toList();
    }

    /** Return whether the objects of this path are ones that the actor can see; {@code false} is answered with 404. */
    boolean reaches(Actor actor, PathContainer path) {
        PathPattern.PathMatchInfo match = pattern.matchAndExtract(path);
        if (match == null) {
            return false;
        }
        String manufacturer = match.getUriVariables().get("m");
        String facility = match.getUriVariables().get("f");
        return (manufacturer == null || actor.sees(manufacturer) || readsOwnDevice(actor))
                && (facility == null
                        || actor.facility().filter(facility::equals).isPresent());
    }

    /** A facility sees its own devices across manufacturers; the handler checks whose device it is. */
    private boolean readsOwnDevice(Actor actor) {
        return this == READ_DEVICE && actor.has(FACILITY) && actor.facility().isPresent();
    }
}
