package io.suture.server.distribution;

import io.suture.server.fleet.Device;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The devices of one manufacturer, frozen at one moment. */
record FleetView(long change, Map<String, Device> devices) {

    static FleetView empty() {
        return new FleetView(0, Map.of());
    }

    Optional<Device> device(String id) {
        return Optional.ofNullable(devices.get(id));
    }

    /** Returns the fleet with newer states of some devices. */
    FleetView with(long reached, List<Device> changed) {
        Map<String, Device> next = new HashMap<>(devices);
        changed.forEach(device -> next.put(device.id(), device));
        return new FleetView(reached, Map.copyOf(next));
    }
}
