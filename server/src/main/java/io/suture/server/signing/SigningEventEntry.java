package io.suture.server.signing;

import io.suture.server.audit.AuditEvent;
import io.suture.server.audit.AuditKind;
import io.suture.trust.digest.Digest;
import io.suture.trust.json.JsonObject;
import io.suture.trust.key.KeyId;

/** The audit events of signing events. What is not visible yet is nobody else's business: no public facts. */
final class SigningEventEntry {

    /** Who acts when nobody does. */
    static final JsonObject SERVICE =
            JsonObject.builder().put("service", "signing").build();

    private SigningEventEntry() {}

    static AuditEvent opened(SigningEvent event, JsonObject actor) {
        JsonObject detail = JsonObject.builder()
                .put("purpose", event.purpose().code())
                .put("signed", Digest.of(event.toBeSigned()).toString())
                .put("delegation", Digest.of(event.delegation()).toString())
                .put("expiresAt", event.expiresAt())
                .build();
        return entry(event, AuditKind.SIGNING_EVENT_OPENED, actor, detail);
    }

    /** A signature, which may be the last. */
    static AuditEvent signed(SigningEvent event, SigningEventStep step, KeyId key, JsonObject actor) {
        JsonObject detail = JsonObject.builder()
                .put("keyid", key.value())
                .put("signed", Digest.of(event.toBeSigned()).toString())
                .build();
        return entry(event, step.kind(), actor, detail);
    }

    static AuditEvent closed(SigningEvent event, SigningEventStep step, String reason, JsonObject actor) {
        return entry(
                event,
                step.kind(),
                actor,
                JsonObject.builder().put("reason", reason).build());
    }

    static AuditEvent signatureRefused(SigningEvent event, String code, JsonObject actor) {
        return entry(
                event,
                AuditKind.SIGNATURE_REFUSED,
                actor,
                JsonObject.builder().put("code", code).build());
    }

    private static AuditEvent entry(SigningEvent event, AuditKind kind, JsonObject actor, JsonObject detail) {
        JsonObject.Builder subject = JsonObject.builder()
                .put("signingEvent", event.id().toString())
                .put("role", event.role())
                .put("version", event.version());
        event.release().ifPresent(release -> subject.put("release", release.toString()));
        return new AuditEvent(event.manufacturer(), kind, JsonObject.EMPTY, actor, subject.build(), detail);
    }
}
