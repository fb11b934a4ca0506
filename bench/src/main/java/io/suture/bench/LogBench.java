package io.suture.bench;

import io.suture.bench.Writers.Done;
import io.suture.server.audit.AuditEvent;
import io.suture.server.audit.AuditLog;
import io.suture.trust.log.Checkpoint;
import io.suture.trust.log.SignedNote;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The measurements. */
final class LogBench {

    /** Transactions before anything counts: until then the JVM compiles more than it works. */
    private static final int WARM_UP = 20_000;

    private static final int EVENTS_OF_A_FILLING = 50;
    private static final Duration LOOK = Duration.ofMillis(10);
    private static final Duration AT_REST = Duration.ofMinutes(2);
    private static final List<String> TABLES = List.of("audit_event", "audit_leaf", "log_tile");

    private final BenchServer server;
    private final Options options;
    private final Business business;
    private final Writers writers;
    private final AuditLog log;

    LogBench(BenchServer server, Options options) {
        this.server = server;
        this.options = options;
        this.business = new Business(server);
        this.writers = new Writers(options.writers());
        this.log = server.bean(AuditLog.class);
    }

    List<Figure> all() throws IOException, SQLException, InterruptedException {
        Business.createTables(server);
        writers.run(WARM_UP, this::audited);
        awaitRest();
        List<Figure> figures = new ArrayList<>(drain());
        figures.addAll(sustained("paced", options.rate()));
        figures.addAll(sustained("unpaced", 0));
        figures.addAll(eventCost(options.writers()));
        figures.addAll(eventCost(1));
        figures.addAll(storage());
        return figures;
    }

    private @Nullable UUID audited(long number) {
        return business.audited(number).block();
    }

    /** A backlog that is there when the sequencer starts. */
    private List<Figure> drain() throws SQLException, InterruptedException {
        server.sequencer().stop();
        writers.run(
                options.backlog() / EVENTS_OF_A_FILLING,
                number -> business.events(number * EVENTS_OF_A_FILLING, EVENTS_OF_A_FILLING)
                        .block());
        server.execute("analyze");
        long backlog = pending();
        long start = System.nanoTime();
        server.sequencer().start();
        while (pending() > 0) {
            LockSupport.parkNanos(LOOK.toNanos());
        }
        double sequenced = (System.nanoTime() - start) / 1e9;
        awaitRest();
        return List.of(
                new Figure("drain: backlog", backlog, "entries"),
                new Figure("drain: sequencer", backlog / sequenced, "entries/s"));
    }

    private long pending() throws SQLException {
        return server.number("select count(*) from (select from audit_pending limit 1000000) p");
    }

    /** Waits until a checkpoint covers everything. */
    private void awaitRest() throws SQLException {
        long end = System.nanoTime() + AT_REST.toNanos();
        while (server.number(
                        "select count(*) from audit_event where manufacturer = '%s'".formatted(AuditEvent.PLATFORM))
                != published()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("the log does not come to rest");
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    private long published() {
        String note = log.checkpoint(AuditEvent.PLATFORM).block();
        return note == null
                ? 0
                : Checkpoint.parse(SignedNote.parse(note).unverifiedText()).size();
    }

    /** From the commit of an event to the moment when somebody sees a checkpoint that covers it. */
    private List<Figure> sustained(String name, int rate) throws IOException, SQLException, InterruptedException {
        Duration time = Duration.ofSeconds(options.seconds());
        long size = published();
        Published seen = new Published();
        seen.start();
        Cpu before = Cpu.used(server.folder());
        List<Done<UUID>> done = writers.run(time, rate, this::audited);
        double seconds = (lastEnd(done) - firstBegin(done)) / 1e9;
        long behind = pending();
        awaitRest();
        Cpu cpu = Cpu.used(server.folder()).since(before);
        seen.stop();
        Samples latency = Samples.of(latencies(done, seen.sizes, size));
        Samples transactions = Samples.of(done.stream().map(Done::millis).toList());
        String wanted = rate == 0 ? "as fast as %d writers go".formatted(options.writers()) : rate + " wanted";
        return List.of(
                new Figure(name + ": business events", done.size() / seconds, "events/s", wanted),
                new Figure(name + ": transaction p50", transactions.median(), "ms"),
                new Figure(name + ": transaction p99", transactions.percentile(99), "ms"),
                new Figure(name + ": commit to published p50", latency.median(), "ms"),
                new Figure(name + ": commit to published p99", latency.percentile(99), "ms"),
                new Figure(name + ": commit to published max", latency.max(), "ms"),
                new Figure(name + ": not yet sequenced at the end", behind, "events"),
                new Figure(
                        name + ": processor time", cpu.millisEach(done.size()), "ms/event", cpu.shares(done.size())));
    }

    private static long firstBegin(List<Done<UUID>> done) {
        return done.stream().mapToLong(Done::began).min().orElseThrow();
    }

    private static long lastEnd(List<Done<UUID>> done) {
        return done.stream().mapToLong(Done::ended).max().orElseThrow();
    }

    private record Place(UUID event, long index) {}

    private List<Double> latencies(List<Done<UUID>> done, NavigableMap<Long, Long> sizes, long from)
            throws SQLException {
        Map<UUID, Long> index = server
                .rows(
                        "select event_id, leaf_index from audit_leaf where manufacturer = '%s' and leaf_index >= %d"
                                .formatted(AuditEvent.PLATFORM, from),
                        row -> new Place(row.getObject(1, UUID.class), row.getLong(2)))
                .stream()
                .collect(Collectors.toMap(Place::event, Place::index));
        return done.stream()
                .map(event -> (sizes.higherEntry(index.get(event.result())).getValue() - event.ended()) / 1e6)
                .toList();
    }

    /** Looks for new checkpoints as a reader would. */
    private final class Published {

        private final NavigableMap<Long, Long> sizes = new TreeMap<>();
        private final Thread thread = new Thread(this::look, "reader");
        private volatile boolean stopping;

        void start() {
            thread.start();
        }

        void stop() throws InterruptedException {
            stopping = true;
            thread.join();
        }

        private void look() {
            boolean last;
            do {
                last = stopping;
                long size = published();
                long now = System.nanoTime();
                sizes.putIfAbsent(size, now);
                LockSupport.parkNanos(LOOK.toNanos());
            } while (!last);
        }
    }

    /** Rounds with and without the event, one after the other, so that what else the machine does meets both. */
    private List<Figure> eventCost(int concurrent) throws IOException, SQLException, InterruptedException {
        Writers some = new Writers(concurrent);
        List<Round> plain = new ArrayList<>();
        List<Round> audited = new ArrayList<>();
        for (int i = 0; i < options.rounds(); i++) {
            if (i % 2 == 0) {
                plain.add(round(some, this::plain));
                audited.add(round(some, this::audited));
            } else {
                audited.add(round(some, this::audited));
                plain.add(round(some, this::plain));
            }
        }
        Samples ratios = Samples.of(IntStream.range(0, plain.size())
                .mapToObj(i -> audited.get(i).millis() / plain.get(i).millis())
                .toList());
        String name = "event cost, %d writer%s: ".formatted(concurrent, concurrent == 1 ? "" : "s");
        return List.of(
                figure(name + "transaction without", plain, Round::millis, "ms"),
                figure(name + "transaction with", audited, Round::millis, "ms"),
                new Figure(
                        name + "ratio",
                        ratios.median(),
                        "",
                        "rounds %.2f to %.2f".formatted(ratios.min(), ratios.max())),
                figure(name + "processor time without", plain, Round::cpu, "ms"),
                figure(name + "processor time with", audited, Round::cpu, "ms"));
    }

    private @Nullable Long plain(long number) {
        return business.plain(number).thenReturn(number).block();
    }

    /**
     * What a round gave.
     *
     * @param millis the median of its transactions
     * @param cpu processor time of each, until all of it is published
     */
    private record Round(double millis, double cpu) {}

    private Round round(Writers some, LongFunction<?> transaction)
            throws IOException, SQLException, InterruptedException {
        Cpu before = Cpu.used(server.folder());
        List<? extends Done<?>> done = some.run(Duration.ofSeconds(options.roundSeconds()), transaction);
        awaitRest();
        Cpu cpu = Cpu.used(server.folder()).since(before);
        return new Round(Samples.of(done.stream().map(Done::millis).toList()).median(), cpu.millisEach(done.size()));
    }

    private static Figure figure(String name, List<Round> rounds, ToDoubleFunction<Round> value, String unit) {
        Samples samples = Samples.of(rounds.stream().map(value::applyAsDouble).toList());
        return new Figure(
                name,
                samples.median(),
                unit,
                "median of %d rounds, %.2f to %.2f".formatted(samples.count(), samples.min(), samples.max()));
    }

    private List<Figure> storage() throws SQLException {
        server.execute("vacuum full");
        double entries = server.number("select count(*) from audit_event");
        List<Figure> figures = new ArrayList<>();
        double sum = 0;
        for (String table : TABLES) {
            double bytes = server.number("select pg_total_relation_size('%s')".formatted(table)) / entries;
            sum += bytes;
            figures.add(new Figure("storage: " + table, bytes, "B/entry"));
        }
        double entry = server.number("select sum(octet_length(leaf)) from audit_event") / entries;
        figures.add(new Figure("storage: all, with indexes", sum, "B/entry", "entry itself %.0f B".formatted(entry)));
        return figures;
    }
}
