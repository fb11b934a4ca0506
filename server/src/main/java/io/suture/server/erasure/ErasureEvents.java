package io.suture.server.erasure;

import io.suture.server.audit.AuditEvent;
import io.suture.server.audit.AuditKind;
import io.suture.server.identity.Actor;
import io.suture.trust.json.JsonObject;
import java.util.Optional;
import java.util.UUID;

/**
 * Audit entries about erasures. They name the key, which all entries of one request share, and never the subject: an entry must
 * not say for ever what was erased.
 */
final class ErasureEvents {

    private static final JsonObject SERVER =
            JsonObject.builder().put("service", "server").build();

    private ErasureEvents() {}

    static AuditEvent requested(ErasureRequest request, Actor actor) {
        return event(AuditKind.ERASURE_REQUESTED, request, actor.describe(), why(request));
    }

    static AuditEvent confirmed(ErasureRequest request, Actor actor) {
        return event(AuditKind.SECTIONS_ERASED, request, actor.describe(), why(request));
    }

    static AuditEvent refused(ErasureRequest request, Actor actor, String reason) {
        return event(AuditKind.ERASURE_REFUSED, request, actor.describe(), because(request, reason));
    }

    static AuditEvent withdrawn(ErasureRequest request, Actor actor, String reason) {
        return event(AuditKind.ERASURE_WITHDRAWN, request, actor.describe(), because(request, reason));
    }

    /** Sealed under the log's key, which nobody erases: no words of people are in it. */
    static AuditEvent expired(ErasureRequest request) {
        return event(AuditKind.ERASURE_EXPIRED, request, SERVER, about(request).build());
    }

    static AuditEvent stepRefused(String manufacturer, Optional<UUID> request, Actor actor, String code) {
        JsonObject.Builder detail = JsonObject.builder().put("code", code);
        request.ifPresent(id -> detail.put("request", id.toString()));
        return new AuditEvent(
                manufacturer,
                AuditKind.ERASURE_STEP_REFUSED,
                JsonObject.EMPTY,
                actor.describe(),
                JsonObject.EMPTY,
                detail.build());
    }

    private static AuditEvent event(AuditKind kind, ErasureRequest request, JsonObject actor, JsonObject detail) {
        return new AuditEvent(
                request.manufacturer(),
                kind,
                JsonObject.EMPTY,
                actor,
                JsonObject.builder().put("key", request.key()).build(),
                detail);
    }

    private static JsonObject.Builder about(ErasureRequest request) {
        return JsonObject.builder().put("request", request.id().toString()).put("kind", request.kind());
    }

    private static JsonObject why(ErasureRequest request) {
        JsonObject.Builder detail = about(request).put("legalBasis", request.legalBasis());
        request.open().ifPresent(asked -> detail.put("reason", asked.reason()));
        return detail.build();
    }

    private static JsonObject because(ErasureRequest request, String reason) {
        return about(request).put("reason", reason).build();
    }
}
