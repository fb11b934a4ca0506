package io.suture.server.signing;

import io.suture.trust.release.ReleaseId;
import java.time.Clock;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Finds the releases that a change of policies strands, before it is made. */
final class StrandedReleases {

    private final DatabaseClient database;
    private final ReleaseEvidence evidence;
    private final Clock clock;
    private final Scheduler blocking;

    StrandedReleases(DatabaseClient database, ReleaseEvidence evidence, Clock clock, Scheduler blocking) {
        this.database = database;
        this.evidence = evidence;
        this.clock = clock;
        this.blocking = blocking;
    }

    /** Returns them in order of their names. */
    Flux<Stranded> by(String manufacturer, PolicyChange change) {
        return Mono.justOrEmpty(change.before())
                .flatMapMany(before -> signed(manufacturer))
                .concatMap(release -> evidence.frozen(manufacturer, release)
                        .publishOn(blocking)
                        .flatMap(frozen -> Mono.justOrEmpty(Stranded.by(change, release, frozen, clock.instant()))));
    }

    /** Whatever devices are offered, or will be without being signed once more. */
    private Flux<ReleaseId> signed(String manufacturer) {
        return database.sql("""
                        select product, version from release
                        where manufacturer = :manufacturer and state in ('signed', 'published', 'suspended')
                        order by product, version
                        """)
                .bind("manufacturer", manufacturer)
                .map(row -> new ReleaseId(MetadataTable.text(row, "product"), MetadataTable.text(row, "version")))
                .all()
                .collectList()
                .flatMapIterable(releases -> releases);
    }
}
