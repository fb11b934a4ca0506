package io.suture.server.evidence;

import io.suture.server.audit.AuditEvent;
import io.suture.server.audit.AuditKind;
import io.suture.server.identity.Actor;
import io.suture.trust.json.JsonObject;
import io.suture.trust.release.ReleaseId;
import java.util.Optional;
import java.util.UUID;

/** Audit entries about approvals before they are evidence. */
final class ApprovalEvents {

    private ApprovalEvents() {}

    static AuditEvent requested(PendingApproval approval, Actor actor) {
        JsonObject detail = JsonObject.builder()
                .put("approval", approval.id().toString())
                .put("meaning", approval.request().meaning().json())
                .put("role", approval.request().role().code())
                .put("reason", approval.request().reason())
                .put("method", approval.request().method().code())
                .put("evidenceSet", approval.evidenceSet().toString())
                .put("expiresAt", approval.expiresAt())
                .build();
        return event(AuditKind.APPROVAL_REQUESTED, approval.manufacturer(), approval.release(), actor, detail);
    }

    static AuditEvent signed(PendingApproval approval, Actor actor, String method, String key) {
        JsonObject detail = JsonObject.builder()
                .put("approval", approval.id().toString())
                .put("binding", approval.binding().toString())
                .put("authentication", method)
                .put("key", key)
                .build();
        return event(AuditKind.APPROVAL_SIGNED, approval.manufacturer(), approval.release(), actor, detail);
    }

    static AuditEvent refused(
            String manufacturer, ReleaseId release, Optional<UUID> approval, Actor actor, String code) {
        JsonObject.Builder detail = JsonObject.builder().put("code", code);
        approval.ifPresent(id -> detail.put("approval", id.toString()));
        return event(AuditKind.APPROVAL_REFUSED, manufacturer, release, actor, detail.build());
    }

    private static AuditEvent event(
            AuditKind kind, String manufacturer, ReleaseId release, Actor actor, JsonObject detail) {
        JsonObject subject = JsonObject.builder()
                .put("product", release.product())
                .put("version", release.version())
                .build();
        return new AuditEvent(manufacturer, kind, JsonObject.EMPTY, actor.describe(), subject, detail);
    }
}
