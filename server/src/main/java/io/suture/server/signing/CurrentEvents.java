package io.suture.server.signing;

import io.suture.server.problem.CommonRefusal.NotFound;
import io.suture.server.release.Releases;
import io.suture.server.signing.CurrentEvent.Content;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads signing events under the publisher's lock and ends those that are over. */
final class CurrentEvents {

    private final SigningEvents events;
    private final Repositories repositories;
    private final Releases releases;
    private final ReleaseEvidence evidence;
    private final SignedReleases signed;

    CurrentEvents(
            SigningEvents events,
            Repositories repositories,
            Releases releases,
            ReleaseEvidence evidence,
            SignedReleases signed) {
        this.events = events;
        this.repositories = repositories;
        this.releases = releases;
        this.evidence = evidence;
        this.signed = signed;
    }

    /** Returns an event; fails with {@code not-found}. */
    Mono<SigningEvent> find(String manufacturer, UUID id) {
        return events.table()
                .find(manufacturer, id)
                .switchIfEmpty(Mono.error(() -> new NotFound("signing event").refused()));
    }

    /** Takes the publisher's lock and reads an event with what it depends on. */
    Mono<CurrentEvent> lock(String manufacturer, UUID id) {
        return repositories
                .situation(manufacturer, List.of())
                .flatMap(situation -> find(manufacturer, id).flatMap(event -> current(event, situation)));
    }

    private Mono<CurrentEvent> current(SigningEvent event, Situation situation) {
        return Mono.justOrEmpty(event.release())
                .flatMap(release -> releases.lock(event.manufacturer(), release))
                .flatMap(release -> evidence.lines(release).map(lines -> Optional.of(new Content(release, lines))))
                .defaultIfEmpty(Optional.empty())
                .map(content -> new CurrentEvent(event, situation, content));
    }

    /** Ends an open event that is over and returns the state it ended in; empty when it may be signed. */
    Mono<SigningEventState> endIfOver(CurrentEvent current) {
        return current.content()
                .map(content ->
                        signed.endIfOver(current.event(), current.situation(), content.release(), content.lines()))
                .orElseGet(() -> events.endIfOver(current.event(), current.situation(), Optional.empty()));
    }

    /** Ends every open event of a manufacturer that is over, in the caller's transaction. */
    Mono<Void> endThoseOver(String manufacturer) {
        return repositories
                .situation(manufacturer, List.of())
                .flatMapMany(situation -> events.table()
                        .list(manufacturer, Optional.of(SigningEventState.OPEN), Integer.MAX_VALUE)
                        .collectList()
                        .flatMapMany(Flux::fromIterable)
                        .concatMap(event -> current(event, situation)))
                .concatMap(this::endIfOver)
                .then();
    }
}
