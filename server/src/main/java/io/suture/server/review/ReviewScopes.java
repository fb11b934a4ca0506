package io.suture.server.review;

import io.suture.server.audit.AuditLog;
import io.suture.server.audit.EventFilter;
import io.suture.server.audit.EventPages;
import io.suture.server.audit.EventPages.Place;
import io.suture.server.audit.ShownEvent;
import io.suture.server.identity.Actor;
import io.suture.trust.log.Checkpoint;
import io.suture.trust.log.SignedNote;
import io.suture.trust.review.ReviewLimits;
import io.suture.trust.review.ReviewScope;
import java.util.Map;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Freezes what a review covers: what a search finds from an index to the newest checkpoint. */
@Component
class ReviewScopes {

    private final AuditLog log;
    private final EventPages pages;

    ReviewScopes(AuditLog log, EventPages pages) {
        this.log = log;
        this.pages = pages;
    }

    /** Return the scope; refuses one that is empty, larger than a person reads, or in which the reviewer acted. */
    Mono<ReviewScope> freeze(String manufacturer, Map<String, String> parameters, long from, Actor reviewer) {
        EventFilter filter = EventFilter.ofExactly(parameters);
        return log.checkpoint(manufacturer)
                .map(note -> Checkpoint.parse(SignedNote.parse(note).unverifiedText()))
                .switchIfEmpty(Mono.error(() -> new ReviewRefusal.NothingFound().refused()))
                .flatMap(checkpoint -> {
                    Place place = new Place(manufacturer, from - 1, checkpoint.size());
                    return requireIndependent(place, filter, reviewer)
                            .then(Mono.defer(() -> scope(place, filter, parameters, checkpoint)));
                });
    }

    private Mono<Void> requireIndependent(Place place, EventFilter filter, Actor reviewer) {
        return pages.page(place, filter.by(reviewer.id()), ReviewRefusal.MOST_INDEXES)
                .filter(own -> !own.isEmpty())
                .flatMap(own -> Mono.error(new ReviewRefusal.ReviewerActed(
                                own.stream().map(ShownEvent::index).toList())
                        .refused()));
    }

    private Mono<ReviewScope> scope(
            Place place, EventFilter filter, Map<String, String> parameters, Checkpoint checkpoint) {
        return readable(pages.all(place, filter))
                .map(events -> new ReviewScope(
                        checkpoint.origin(),
                        parameters,
                        place.after() + 1,
                        checkpoint.size(),
                        checkpoint.root().toString(),
                        events.count(),
                        events.digest()));
    }

    /** Returns what was found, counted and digested; refuses nothing at all, and more than a person reads. */
    static Mono<ReviewScope.Events> readable(Flux<ShownEvent> found) {
        return found.take(ReviewLimits.EVENTS + 1L)
                .reduce(
                        new ReviewScope.Events(),
                        (events, event) ->
                                events.add(event.index(), event.entry().id()))
                .doOnNext(events -> requireSize(events.count()));
    }

    private static void requireSize(long count) {
        if (count == 0) {
            throw new ReviewRefusal.NothingFound().refused();
        }
        if (count > ReviewLimits.EVENTS) {
            throw new ReviewRefusal.TooMany("events", ReviewLimits.EVENTS).refused();
        }
    }
}
