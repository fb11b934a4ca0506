package io.suture.server.fleet;

import io.suture.trust.json.JsonObject;

/** The sections that fleet events share. */
final class FleetEvents {

    private FleetEvents() {}

    static JsonObject subject(Device device) {
        return JsonObject.builder()
                .put("device", device.id())
                .put("facility", device.facility())
                .build();
    }

    /** The device acts for itself. */
    static JsonObject actor(Device device) {
        return JsonObject.builder().put("device", device.id()).build();
    }
}
