package io.suture.server.fleet;

import io.suture.trust.json.JsonObject;

/** The sections that events of devices share. */
public final class FleetEvents {

    private FleetEvents() {}

    /** Return the device and where it stands. */
    public static JsonObject subject(Device device) {
        return JsonObject.builder()
                .put("device", device.id())
                .put("facility", device.facility())
                .build();
    }

    /** Return the device as the one who acts. */
    public static JsonObject actor(Device device) {
        return JsonObject.builder().put("device", device.id()).build();
    }
}
