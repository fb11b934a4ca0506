package io.suture.server.audit;

import io.suture.server.audit.LogCheck.Slice;
import io.suture.server.audit.LogCheck.StoredLeaf;
import io.suture.server.audit.LogCheck.StoredSection;
import io.suture.server.database.Rows;
import io.suture.trust.log.LogException;
import io.suture.trust.log.LogLimits;
import io.suture.trust.log.TilePath;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Recomputes all of a log out of the database and compares: entries, leaf hashes, tiles, head, every signed checkpoint,
 * what was published, the checkpoint kept outside the database, private sections against their commitments, events that are nowhere, and
 * what other modules keep about the log.
 */
public final class LogFsck {

    /** Most findings of a report; a log that is broken everywhere needs no longer list. */
    public static final int FINDINGS = 100;

    private final DatabaseClient database;
    private final LogTables tables;
    private final SealedSections sections;
    private final Checkpointer checkpointer;
    private final LogSigners signers;
    private final PublishedCheckpoints published;
    private final WitnessDirectory witnesses;
    private final List<LogInspector> inspectors;

    LogFsck(
            DatabaseClient database,
            SealedSections sections,
            Checkpointer checkpointer,
            LogSigners signers,
            PublishedCheckpoints published,
            WitnessDirectory witnesses,
            List<LogInspector> inspectors) {
        this.database = database;
        this.tables = new LogTables(database);
        this.sections = sections;
        this.checkpointer = checkpointer;
        this.signers = signers;
        this.published = published;
        this.witnesses = witnesses;
        this.inspectors = List.copyOf(inspectors);
    }

    /**
     * What was found.
     *
     * @param entries how many entries were recomputed
     * @param findings what contradicts, the first {@link #FINDINGS}; none means that the log is whole
     */
    public record Report(long entries, List<LogFinding> findings) {}

    /** Checks one log, which may grow meanwhile: what comes later is not looked at. */
    public Mono<Report> check(String log) {
        return Mono.zip(tables.head(log), signers.signer(log))
                .flatMap(known -> {
                    LogTables.Head head = known.getT1();
                    LogCheck check = new LogCheck(known.getT2());
                    return Flux.concat(
                                    slices(log, head.size(), check),
                                    head(check, head),
                                    strays(log),
                                    publications(log),
                                    kept(log),
                                    Flux.fromIterable(inspectors).concatMap(inspector -> inspector.inspect(log)))
                            .take(FINDINGS)
                            .collectList()
                            .map(findings -> new Report(check.size(), findings));
                })
                .switchIfEmpty(strays(log).collectList().map(findings -> new Report(0, findings)));
    }

    private Flux<LogFinding> slices(String log, long size, LogCheck check) {
        AtomicLong last = new AtomicLong(-1);
        return Mono.defer(() -> slice(log, last.get(), size))
                .repeat()
                .takeUntil(slice -> slice.leaves().size() < LogLimits.TILE_WIDTH)
                .doOnNext(slice -> slice.leaves().stream()
                        .map(StoredLeaf::index)
                        .max(Long::compare)
                        .ifPresent(last::set))
                .concatMapIterable(check::next, 1);
    }

    private Mono<Slice> slice(String log, long after, long size) {
        return leaves(log, after, size)
                .flatMap(leaves -> Mono.zip(
                                tiles(log, after + 1, leaves.size()),
                                signed(log, after + 1, leaves.size()),
                                sections(leaves),
                                erased(log))
                        .map(found -> new Slice(leaves, found.getT1(), found.getT2(), found.getT3(), found.getT4())));
    }

    private Mono<List<StoredLeaf>> leaves(String log, long after, long size) {
        return database.sql("""
                        select leaf.leaf_index, leaf.leaf_hash, event.id, event.kind, event.leaf,
                               (extract(epoch from event.time) * 1000)::bigint as millis
                        from audit_leaf leaf join audit_event event on event.id = leaf.event_id
                        where leaf.manufacturer = :log and leaf.leaf_index > :after and leaf.leaf_index < :size
                        order by leaf.leaf_index limit :limit
                        """)
                .bind("log", log)
                .bind("after", after)
                .bind("size", size)
                .bind("limit", LogLimits.TILE_WIDTH)
                .map(row -> new StoredLeaf(
                        Rows.number(row, "leaf_index"),
                        Rows.bytes(row, "leaf_hash"),
                        Objects.requireNonNull(row.get("id", UUID.class)),
                        Rows.text(row, "kind"),
                        Rows.bytes(row, "leaf"),
                        Rows.number(row, "millis")))
                .all()
                .collectList();
    }

    private Mono<Map<TilePath, LogTables.StoredTile>> tiles(String log, long first, int leaves) {
        return Flux.fromIterable(LogCheck.completedBy(first, leaves))
                .concatMap(path -> tables.storedTile(log, path))
                .collectMap(stored -> stored.tile().path());
    }

    private Mono<Map<Long, LogTables.SignedHead>> signed(String log, long first, int leaves) {
        return tables.checkpoints(log, first, first + leaves).collectMap(LogTables.SignedHead::size);
    }

    private Mono<List<StoredSection>> sections(List<StoredLeaf> leaves) {
        UUID[] events = leaves.stream().map(StoredLeaf::event).toArray(UUID[]::new);
        return database.sql("select event_id, name, key_id, sealed from audit_section where event_id = any(:events)")
                .bind("events", events)
                .map(row -> SealedSections.Row.of(row))
                .all()
                .concatMap(this::opened)
                .collectList();
    }

    private Mono<StoredSection> opened(SealedSections.Row row) {
        return sections.open(row)
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .map(section -> new StoredSection(row.event(), row.name(), row.key(), section, false))
                .onErrorResume(
                        LogException.class,
                        changed -> Mono.just(
                                new StoredSection(row.event(), row.name(), row.key(), Optional.empty(), true)));
    }

    private Mono<Set<String>> erased(String log) {
        return database.sql("select key_id from audit_erasure where manufacturer = :log")
                .bind("log", log)
                .map(row -> Rows.text(row, "key_id"))
                .all()
                .collect(Collectors.toSet());
    }

    private static Flux<LogFinding> head(LogCheck check, LogTables.Head head) {
        return Flux.defer(() -> {
            String expected = check.size() + " " + check.root();
            String found = head.size() + " " + head.root();
            return expected.equals(found) ? Flux.empty() : Flux.just(new LogFinding("head", "head", expected, found));
        });
    }

    /** Events that are neither in the log nor on their way, and leaves behind the head. */
    private Flux<LogFinding> strays(String log) {
        return database.sql("""
                        select event.id from audit_event event
                        left join audit_leaf leaf on leaf.event_id = event.id
                        left join audit_pending pending on pending.event_id = event.id
                        where event.manufacturer = :log and leaf.event_id is null and pending.event_id is null
                        union all
                        select leaf.event_id from audit_leaf leaf join log_head head on head.manufacturer = leaf.manufacturer
                        where leaf.manufacturer = :log and leaf.leaf_index >= head.size
                        limit :limit
                        """)
                .bind("log", log)
                .bind("limit", FINDINGS)
                .map(row -> new LogFinding(
                        "event", "event " + row.get(0, UUID.class), "in the log or on its way there", "neither"))
                .all();
    }

    /** What was published under the present demand satisfies it still. */
    private Flux<LogFinding> publications(String log) {
        return Mono.justOrEmpty(witnesses.of(log))
                .flatMapMany(demand -> published
                        .under(log, demand.id())
                        .concatMap(publication -> Mono.justOrEmpty(finding(demand, publication))));
    }

    private static Optional<LogFinding> finding(WitnessDemand demand, PublishedCheckpoints.Published publication) {
        try {
            demand.policy().verify(publication.note());
            return Optional.empty();
        } catch (LogException e) {
            return Optional.of(new LogFinding(
                    "publication",
                    "publication of size " + publication.size() + " at " + publication.at(),
                    "the quorum of witnesses",
                    String.valueOf(e.getMessage())));
        }
    }

    private Flux<LogFinding> kept(String log) {
        return checkpointer
                .requireIntact(log)
                .thenMany(Flux.<LogFinding>empty())
                .onErrorResume(
                        LogDamagedException.class,
                        damaged -> Flux.just(new LogFinding(
                                "kept-checkpoint",
                                "checkpoint outside the database",
                                "an earlier state of this log",
                                String.valueOf(damaged.getMessage()))));
    }
}
