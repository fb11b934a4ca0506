package io.suture.server.signing;

import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** Renews online metadata at half their life, and finishes what a crash interrupted; one repository never stops another. */
final class Renewal {

    private static final Logger log = LoggerFactory.getLogger(Renewal.class);

    /** A signing that takes longer than this was interrupted. */
    private static final Duration INTERRUPTED = Duration.ofMinutes(10);

    private final DatabaseClient database;
    private final Repositories repositories;
    private final Intents intents;
    private final ExpiryWatch watch;
    private final Clock clock;

    Renewal(DatabaseClient database, Repositories repositories, Intents intents, ExpiryWatch watch, Clock clock) {
        this.database = database;
        this.repositories = repositories;
        this.intents = intents;
        this.watch = watch;
        this.clock = clock;
    }

    Mono<Void> round() {
        return intents.abandonOpen(clock.instant().minus(INTERRUPTED), clock.instant())
                .thenMany(database.sql("select distinct manufacturer from tuf_metadata where role = 'root'")
                        .map(row -> MetadataTable.text(row, "manufacturer"))
                        .all())
                .collectList()
                .flatMapIterable(manufacturers -> manufacturers)
                .concatMap(manufacturer -> renew(manufacturer).then(look(manufacturer)))
                .then();
    }

    private Mono<Void> renew(String manufacturer) {
        return repositories
                .refresh(manufacturer)
                .onErrorResume(failure -> {
                    log.error("ALERT: metadata of {} cannot be renewed: {}", manufacturer, failure.toString());
                    return Mono.empty();
                })
                .then();
    }

    private Mono<Void> look(String manufacturer) {
        return repositories
                .table()
                .state(manufacturer, true)
                .doOnNext(visible -> watch.look(manufacturer, visible))
                .then();
    }
}
