package io.suture.server.audit;

import io.suture.server.database.Rows;
import io.suture.trust.log.AuditEntry;
import io.suture.trust.log.LogException;
import io.suture.trust.log.Section;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Finds events in the part of a log that a checkpoint covers, a page after the other. */
public final class EventPages {

    /** Most events of one page. */
    public static final int PAGE = 500;

    private final DatabaseClient database;
    private final SubjectKeys keys;
    private final SealedSections sections;
    private final Scheduler blocking;

    EventPages(DatabaseClient database, SubjectKeys keys, SealedSections sections, Scheduler blocking) {
        this.database = database;
        this.keys = keys;
        this.sections = sections;
        this.blocking = blocking;
    }

    /** Where a page lies: behind an index, in a tree of this size. */
    public record Place(String log, long after, long size) {}

    /** Return up to so many events in the order of the log. */
    public Mono<List<ShownEvent>> page(Place place, EventFilter filter, int limit) {
        return stored(place.log(), filter)
                .flatMap(facts ->
                        found(place, filter, facts, limit).collectList().flatMap(this::shown))
                .defaultIfEmpty(List.of());
    }

    /** Return all events, reading the next page when the reader wants more. */
    public Flux<ShownEvent> all(Place place, EventFilter filter) {
        return page(place, filter, PAGE)
                .expand(page -> page.size() < PAGE
                        ? Mono.empty()
                        : page(new Place(place.log(), page.getLast().index(), place.size()), filter, PAGE))
                .concatMapIterable(page -> page, 1);
    }

    /** What the facts look like in the database; empty when one of them cannot be found. */
    private Mono<String[]> stored(String log, EventFilter filter) {
        return Mono.fromCallable(() -> filter.facts().stream()
                        .map(fact -> StoredFacts.of(fact, subject -> keys.find(log, subject)))
                        .toList())
                .subscribeOn(blocking)
                .filter(facts -> facts.stream().allMatch(Optional::isPresent))
                .map(facts -> facts.stream().map(Optional::orElseThrow).toArray(String[]::new));
    }

    /** An entry that was found, its sections still sealed. */
    private record Found(long index, UUID event, AuditEntry entry) {}

    private Flux<Found> found(Place place, EventFilter filter, String[] facts, int limit) {
        StringBuilder sql = new StringBuilder("""
                select leaf.leaf_index, event.id, event.leaf from audit_leaf leaf join audit_event event on event.id = leaf.event_id
                where leaf.manufacturer = :log and leaf.leaf_index > :after and leaf.leaf_index < :size
                """);
        filter.from().ifPresent(from -> sql.append(" and event.time >= :from"));
        filter.until().ifPresent(until -> sql.append(" and event.time < :until"));
        if (facts.length > 0) {
            sql.append(" and leaf.facts @> :facts");
        }
        DatabaseClient.GenericExecuteSpec query = database.sql(sql + " order by leaf.leaf_index limit :limit")
                .bind("log", place.log())
                .bind("after", place.after())
                .bind("size", place.size())
                .bind("limit", limit);
        query = facts.length > 0 ? query.bind("facts", facts) : query;
        query = filter.from().isPresent() ? query.bind("from", filter.from().get()) : query;
        query = filter.until().isPresent() ? query.bind("until", filter.until().get()) : query;
        return query.map(row -> new Found(
                        Rows.number(row, "leaf_index"),
                        Objects.requireNonNull(row.get("id", UUID.class)),
                        AuditEntry.parse(Rows.bytes(row, "leaf"))))
                .all();
    }

    private Mono<List<ShownEvent>> shown(List<Found> found) {
        UUID[] events = found.stream().map(Found::event).toArray(UUID[]::new);
        return database.sql("""
                        select event_id, name, key_id, sealed from audit_section where event_id = any(:events) order by name
                        """)
                .bind("events", events)
                .map(row -> SealedSections.Row.of(row))
                .all()
                .concatMap(row -> sections.open(row)
                        .onErrorComplete(LogException.class)
                        .map(section -> Map.entry(row.event(), section)))
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())))
                .map(opened -> found.stream().map(event -> shown(event, opened)).toList());
    }

    private static ShownEvent shown(Found found, Map<UUID, List<Section>> opened) {
        return new ShownEvent(
                found.index(), found.event(), found.entry(), opened.getOrDefault(found.event(), List.of()));
    }
}
