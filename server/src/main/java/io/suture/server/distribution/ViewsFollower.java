package io.suture.server.distribution;

import io.suture.server.fleet.Devices;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** Reloads what changed: a counter of each repository and each fleet grows in the transaction of the change. */
final class ViewsFollower {

    private static final String REPOSITORY = "repository/";
    private static final String FLEET = "fleet/";

    private final DatabaseClient database;
    private final RepositoryLoader repositories;
    private final Devices devices;
    private final Views views;
    private final Map<String, Long> seen = new ConcurrentHashMap<>();

    ViewsFollower(DatabaseClient database, RepositoryLoader repositories, Devices devices, Views views) {
        this.database = database;
        this.repositories = repositories;
        this.devices = devices;
        this.views = views;
    }

    private record Counter(String name, long version) {}

    /** Looks once; the counter is read before the data, so a change in between is only loaded twice. */
    Mono<Void> look() {
        return database.sql("select name, version from snapshot_version")
                .map(row -> new Counter(
                        Objects.requireNonNull(row.get("name", String.class)),
                        Objects.requireNonNull(row.get("version", Long.class))))
                .all()
                .collectList()
                .flatMapIterable(counters -> counters)
                .filter(counter -> seen.getOrDefault(counter.name(), -1L) != counter.version())
                .concatMap(counter -> load(counter).doOnSuccess(done -> seen.put(counter.name(), counter.version())))
                .then();
    }

    private Mono<Void> load(Counter counter) {
        String name = counter.name();
        if (name.startsWith(REPOSITORY)) {
            String manufacturer = name.substring(REPOSITORY.length());
            return repositories
                    .load(manufacturer)
                    .doOnNext(view -> views.replace(manufacturer, view))
                    .then();
        }
        return name.startsWith(FLEET) ? fleet(name.substring(FLEET.length()), counter.version()) : Mono.empty();
    }

    private Mono<Void> fleet(String manufacturer, long version) {
        long from = views.fleet(manufacturer).change();
        return devices.changedSince(manufacturer, from)
                .collectList()
                .doOnNext(changed -> views.replace(manufacturer, fleet -> fleet.with(version, changed)))
                .then();
    }
}
