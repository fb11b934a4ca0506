package io.suture.server.catalog;

import io.suture.server.audit.AuditEvent;
import io.suture.server.audit.AuditKind;
import io.suture.server.identity.Actor;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.JsonValue;

/** The audit events of the catalogue. */
final class CatalogEntry {

    private CatalogEntry() {}

    static AuditEvent created(Actor actor, Manufacturer manufacturer) {
        return event(
                manufacturer.id(),
                AuditKind.MANUFACTURER_CREATED,
                actor,
                named(manufacturer.id(), manufacturer.name()));
    }

    static AuditEvent created(Actor actor, Facility facility) {
        return event(AuditEvent.PLATFORM, AuditKind.FACILITY_CREATED, actor, named(facility.id(), facility.name()));
    }

    static AuditEvent created(Actor actor, String manufacturer, Product product) {
        JsonObject subject = JsonObject.builder()
                .put("id", product.id())
                .put("name", product.name())
                .put("udiDi", product.udiDi())
                .putAll(
                        "hardwareRevisions",
                        product.hardwareRevisions().stream()
                                .map(CatalogEntry::json)
                                .toList())
                .build();
        return event(manufacturer, AuditKind.PRODUCT_CREATED, actor, subject);
    }

    private static AuditEvent event(String log, AuditKind kind, Actor actor, JsonObject subject) {
        return new AuditEvent(log, kind, JsonObject.EMPTY, actor.describe(), subject, JsonObject.EMPTY);
    }

    private static JsonObject named(String id, String name) {
        return JsonObject.builder().put("id", id).put("name", name).build();
    }

    private static JsonValue json(HardwareRevision revision) {
        return JsonObject.builder()
                .put("revision", revision.revision())
                .put("updatable", revision.updatable())
                .build();
    }
}
