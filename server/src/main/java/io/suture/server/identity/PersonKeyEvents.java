package io.suture.server.identity;

import io.suture.server.audit.AuditEvent;
import io.suture.server.audit.AuditKind;
import io.suture.trust.json.JsonObject;

/** Audit entries about people's keys. */
final class PersonKeyEvents {

    private PersonKeyEvents() {}

    static AuditEvent added(Person owner, PersonKeyRecord key, Actor by) {
        JsonObject.Builder detail = detail(key).put("validFrom", key.validFrom());
        key.validUntil().ifPresent(until -> detail.put("validUntil", until));
        key.passkey()
                .ifPresent(passkey ->
                        detail.put("credentialId", passkey.credentialId()).put("rpId", passkey.rpId()));
        return event(AuditKind.PERSON_KEY_ADDED, owner, by, detail.build());
    }

    static AuditEvent approved(Person owner, PersonKeyRecord key, Actor by) {
        return event(
                AuditKind.PERSON_KEY_APPROVED,
                owner,
                by,
                detail(key).put("registeredBy", key.registeredBy()).build());
    }

    static AuditEvent revoked(Person owner, PersonKeyRecord key, Actor by, String reason) {
        return event(
                AuditKind.PERSON_KEY_REVOKED,
                owner,
                by,
                detail(key).put("reason", reason).build());
    }

    static AuditEvent refused(Person owner, String fingerprint, Actor by, String action, String code) {
        JsonObject detail = JsonObject.builder()
                .put("key", fingerprint)
                .put("action", action)
                .put("code", code)
                .build();
        return event(AuditKind.PERSON_KEY_REFUSED, owner, by, detail);
    }

    private static JsonObject.Builder detail(PersonKeyRecord key) {
        return JsonObject.builder().put("key", key.fingerprint().toString()).put("kind", key.kind());
    }

    private static AuditEvent event(AuditKind kind, Person owner, Actor by, JsonObject detail) {
        return new AuditEvent(
                owner.actor().manufacturer().orElse(AuditEvent.PLATFORM),
                kind,
                JsonObject.EMPTY,
                by.describe(),
                owner.actor().describe(),
                detail);
    }
}
