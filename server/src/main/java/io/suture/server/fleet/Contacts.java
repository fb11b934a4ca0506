package io.suture.server.fleet;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** When devices were last heard of: gathered in memory, written in batches. Only this may be lost in a crash. */
public final class Contacts {

    private record Key(String manufacturer, String device) {}

    private final DeviceTable devices;
    private final Clock clock;
    private final Map<Key, Instant> seen = new ConcurrentHashMap<>();

    Contacts(DeviceTable devices, Clock clock) {
        this.devices = devices;
        this.clock = clock;
    }

    /** Record a request of the device. */
    public void seen(Device device) {
        seen.put(new Key(device.manufacturer(), device.id()), clock.instant());
    }

    Mono<Void> flush() {
        Map<String, Map<String, Instant>> batch = new HashMap<>();
        for (Key key : List.copyOf(seen.keySet())) {
            Instant at = seen.remove(key);
            if (at != null) {
                batch.computeIfAbsent(key.manufacturer(), m -> new HashMap<>()).put(key.device(), at);
            }
        }
        return Flux.fromIterable(batch.entrySet())
                .concatMap(entry -> devices.contacts(entry.getKey(), entry.getValue()))
                .then();
    }
}
