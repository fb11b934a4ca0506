package io.suture.server.release;

import io.suture.server.audit.AuditEvent;
import io.suture.server.audit.AuditKind;
import io.suture.server.identity.Actor;
import io.suture.trust.json.JsonObject;
import io.suture.trust.release.Manifest;
import io.suture.trust.release.ReleaseId;
import java.util.EnumSet;
import java.util.Set;

/** The audit events of releases. Before it is signed, a release is nobody else's business: no public facts. */
final class ReleaseEntry {

    private static final Set<ReleaseEvent> PUBLIC = EnumSet.of(
            ReleaseEvent.SIGN, ReleaseEvent.PUBLISH, ReleaseEvent.SUSPEND, ReleaseEvent.RESUME, ReleaseEvent.WITHDRAW);

    private ReleaseEntry() {}

    static AuditEvent created(Release release, Actor actor) {
        return event(release, AuditKind.RELEASE_CREATED, JsonObject.EMPTY, actor, JsonObject.EMPTY);
    }

    static AuditEvent uploaded(Release release, ReleaseFile file, Actor actor) {
        JsonObject detail = JsonObject.builder()
                .put("name", file.name())
                .put("length", file.length())
                .put("sha256", file.digest().hex())
                .build();
        return event(release, AuditKind.RELEASE_FILE_UPLOADED, JsonObject.EMPTY, actor, detail);
    }

    static AuditEvent moved(Release release, ReleaseState to, ReleaseEvent event, Actor actor, String reason) {
        JsonObject detail = JsonObject.builder()
                .put("from", release.state().code())
                .put("to", to.code())
                .put("event", event.code())
                .put("reason", reason)
                .build();
        JsonObject pub = PUBLIC.contains(event) ? facts(release.frozen()) : JsonObject.EMPTY;
        return event(release, event.kind(), pub, actor, detail);
    }

    static AuditEvent refused(String manufacturer, ReleaseId id, Actor actor, String action, String code) {
        JsonObject detail =
                JsonObject.builder().put("action", action).put("code", code).build();
        return new AuditEvent(
                manufacturer,
                AuditKind.RELEASE_REFUSED,
                JsonObject.EMPTY,
                actor.describe(),
                named(id).build(),
                detail);
    }

    private static AuditEvent event(Release release, AuditKind kind, JsonObject pub, Actor actor, JsonObject detail) {
        JsonObject.Builder subject = named(release.id());
        release.manifest()
                .ifPresent(frozen -> subject.put("manifest", frozen.digest().toString()));
        return new AuditEvent(release.manufacturer(), kind, pub, actor.describe(), subject.build(), detail);
    }

    private static JsonObject.Builder named(ReleaseId id) {
        return JsonObject.builder().put("product", id.product()).put("version", id.version());
    }

    private static JsonObject facts(Release.Frozen frozen) {
        Manifest manifest = frozen.manifest();
        return JsonObject.builder()
                .put("manifest", frozen.digest().toString())
                .put("product", manifest.id().product())
                .put("rollback", manifest.rollbackIndex())
                .put("version", manifest.id().version())
                .build();
    }
}
