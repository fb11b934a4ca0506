package io.suture.server.signing;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Which versions were given out to be signed and which were shown to devices: in the database, and in {@link VersionMarks}
 * outside it, so that a database restored from a backup gives none a second time. Used under the publisher's lock.
 */
final class RoleVersions {

    private final MetadataTable table;
    private final Path dataDirectory;
    private final Scheduler blocking;

    RoleVersions(MetadataTable table, Path dataDirectory, Scheduler blocking) {
        this.table = table;
        this.dataDirectory = dataDirectory;
        this.blocking = blocking;
    }

    /**
     * The highest version of each role.
     *
     * @param used that was ever given out to be signed
     * @param shown that was ever shown, as far as it is known outside the database
     */
    record Known(Map<String, Long> used, Map<String, Long> shown) {

        Known {
            used = Map.copyOf(used);
            shown = Map.copyOf(shown);
        }
    }

    Mono<Known> known(String manufacturer) {
        Mono<Known> marked = Mono.fromCallable(() -> new Known(
                        usedMarks(manufacturer).read(), shownMarks(manufacturer).read()))
                .subscribeOn(blocking);
        return Mono.zip(table.versions(manufacturer), marked).map(read -> {
            Map<String, Long> used = new HashMap<>(read.getT1());
            read.getT2().used().forEach((role, version) -> used.merge(role, version, Math::max));
            return new Known(used, read.getT2().shown());
        });
    }

    private VersionMarks usedMarks(String manufacturer) {
        return new VersionMarks(dataDirectory, manufacturer, "tuf-versions");
    }

    private VersionMarks shownMarks(String manufacturer) {
        return new VersionMarks(dataDirectory, manufacturer, "tuf-shown");
    }

    /** Marks a version as given out and records it in the caller's transaction. */
    Mono<Void> use(String manufacturer, Metadata file) {
        return Mono.fromRunnable(() -> usedMarks(manufacturer).raise(versions(List.of(file))))
                .subscribeOn(blocking)
                .then(table.raiseVersion(manufacturer, file));
    }

    /** Marks what is about to become visible; blocks. */
    void show(String manufacturer, List<Metadata> files) {
        usedMarks(manufacturer).raise(versions(files));
        shownMarks(manufacturer).raise(versions(files));
    }

    private static Map<String, Long> versions(List<Metadata> files) {
        return files.stream().collect(Collectors.toMap(Metadata::role, Metadata::version, Math::max));
    }
}
