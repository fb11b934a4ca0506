package io.suture.server.fleet;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** When devices were last heard of: gathered in memory, written in batches. Only this may be lost in a crash. */
public final class Contacts {

    private record Key(String manufacturer, String device) {}

    private final ContactTable table;
    private final Clock clock;
    private final Map<Key, Contact> seen = new ConcurrentHashMap<>();

    Contacts(ContactTable table, Clock clock) {
        this.table = table;
        this.clock = clock;
    }

    /**
     * Record a request of the device.
     *
     * @param trustedRoot the version of the root it trusts, if it said so
     */
    public void seen(Device device, Optional<Long> trustedRoot) {
        Contact now = new Contact(clock.instant(), trustedRoot);
        seen.merge(new Key(device.manufacturer(), device.id()), now, Contact::and);
    }

    Mono<Void> flush() {
        Map<String, Map<String, Contact>> batch = new HashMap<>();
        for (Key key : List.copyOf(seen.keySet())) {
            Contact contact = seen.remove(key);
            if (contact != null) {
                batch.computeIfAbsent(key.manufacturer(), m -> new HashMap<>()).put(key.device(), contact);
            }
        }
        return Flux.fromIterable(batch.entrySet())
                .concatMap(entry -> table.write(entry.getKey(), entry.getValue()))
                .then();
    }
}
