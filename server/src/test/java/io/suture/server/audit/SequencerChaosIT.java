package io.suture.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.server.audit.ChaosWriters.Committed;
import io.suture.server.audit.KeeperProcess.Place;
import io.suture.trust.log.Checkpoint;
import io.suture.trust.log.LogLimits;
import io.suture.trust.log.TreeHash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** F8: several sequencers, each a process of its own, are killed with SIGKILL at random while writers commit and roll back. */
class SequencerChaosIT {

    private static final String LOG = LogFixture.LOG;
    private static final int REPLICAS = 3;
    private static final Duration CHAOS = Duration.ofSeconds(15);
    private static final int LEAST_KILLS = 6;
    private static final int LONGEST_LIFE_MILLIS = 1500;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private Path dataDirectory;

    @TempDir
    private Path processes;

    private LogFixture fixture;
    private final AtomicInteger started = new AtomicInteger();
    private final AtomicInteger killed = new AtomicInteger();

    @BeforeEach
    void start() {
        fixture = new LogFixture(dataDirectory);
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void whenSequencersAreKilledAtRandomThenEveryCommittedEventIsOneLeafOfOneTree() throws Exception {
        long seed = Long.getLong("suture.seed", System.nanoTime());
        System.out.println("SequencerChaosIT: -Dsuture.seed=" + seed);
        Place place = new Place(fixture, processes);
        ChaosWriters writers = new ChaosWriters(fixture);
        writers.during(() -> chaos(place, seed), seed);
        drain(place);

        List<Committed> transactions = List.copyOf(writers.committed);
        List<Leaf> leaves = leaves();
        System.out.printf("%d transactions, %d leaves, %d kills%n", transactions.size(), leaves.size(), killed.get());
        assertThat(writers.rolledBack).isNotEmpty();
        assertEachEventIsOneLeaf(transactions, writers, leaves);
        assertCausalOrder(transactions, leaves);
        ReferenceTree reference =
                new ReferenceTree(leaves.stream().map(Leaf::entry).toList());
        assertCheckpointsArePrefixes(reference, leaves.size());
        assertTilesAreOfTheTree(reference);
        assertThat(fixture.fsck().check(LOG).block()).isEqualTo(new LogFsck.Report(leaves.size(), List.of()));
        assertThat(KeeperProcess.said(processes)).noneMatch(line -> line.contains("ALERT"));
    }

    private void chaos(Place place, long seed) {
        CountDownLatch over = new CountDownLatch(1);
        List<CompletableFuture<Void>> replicas = IntStream.range(0, REPLICAS)
                .mapToObj(replica -> CompletableFuture.runAsync(
                        () -> startAndKill(place, over, new Random(~seed - replica)), Thread::startVirtualThread))
                .toList();
        long end = System.nanoTime() + CHAOS.toNanos();
        try {
            await(() -> (System.nanoTime() > end && killed.get() >= LEAST_KILLS)
                    || replicas.stream().anyMatch(CompletableFuture::isCompletedExceptionally));
        } finally {
            over.countDown();
            CompletableFuture.allOf(replicas.toArray(CompletableFuture[]::new)).join();
        }
    }

    private void startAndKill(Place place, CountDownLatch over, Random random) {
        while (over.getCount() > 0) {
            KeeperProcess process = process(place);
            try {
                process.awaitReady(() -> over.getCount() == 0);
                boolean unused = over.await(random.nextInt(LONGEST_LIFE_MILLIS), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            } finally {
                process.kill();
                killed.incrementAndGet();
            }
        }
    }

    private KeeperProcess process(Place place) {
        try {
            return KeeperProcess.start(place, started.getAndIncrement());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One process more, which has no predecessor's memory, ends what they left. */
    private void drain(Place place) {
        KeeperProcess survivor = process(place);
        try {
            survivor.awaitReady(() -> false);
            await(() -> count("select count(*) from audit_event")
                    == count("select coalesce(max(size), 0) from log_publication"));
        } finally {
            survivor.kill();
        }
    }

    private static void await(BooleanSupplier condition) {
        Boolean unused = Mono.fromSupplier(condition::getAsBoolean)
                .subscribeOn(Schedulers.boundedElastic())
                .filter(met -> met)
                .repeatWhenEmpty(Integer.MAX_VALUE, again -> again.delayElements(Duration.ofMillis(50)))
                .block(PATIENCE);
    }

    private long count(String sql) {
        return Objects.requireNonNull(fixture.database
                .client()
                .sql(sql)
                .map(row -> Objects.requireNonNull(row.get(0, Long.class)))
                .one()
                .block());
    }

    private record Leaf(long index, UUID event, byte[] entry) {}

    private List<Leaf> leaves() {
        return fixture.database
                .client()
                .sql("""
                        select leaf.leaf_index, event.id, event.leaf
                        from audit_leaf leaf join audit_event event on event.id = leaf.event_id
                        where leaf.manufacturer = :log order by leaf.leaf_index
                        """)
                .bind("log", LOG)
                .map(row -> new Leaf(
                        LogTables.number(row, "leaf_index"),
                        Objects.requireNonNull(row.get("id", UUID.class)),
                        LogTables.bytes(row, "leaf")))
                .all()
                .collectList()
                .block();
    }

    private void assertEachEventIsOneLeaf(List<Committed> transactions, ChaosWriters writers, List<Leaf> leaves) {
        assertThat(leaves)
                .extracting(Leaf::index)
                .containsExactlyElementsOf(
                        LongStream.range(0, leaves.size()).boxed().toList());
        List<UUID> logged = leaves.stream().map(Leaf::event).toList();
        List<UUID> committed = transactions.stream()
                .flatMap(transaction -> transaction.events().stream())
                .toList();
        assertThat(logged).doesNotHaveDuplicates().hasSameElementsAs(committed);
        assertThat(logged).doesNotContainAnyElementsOf(writers.rolledBack);
        assertThat(count("select count(*) from audit_pending")).isZero();
        assertThat(count("select count(*) from business")).isEqualTo(leaves.size());
    }

    /** Whatever a transaction logged that began when another had ended stands behind all that the other logged. */
    private static void assertCausalOrder(List<Committed> transactions, List<Leaf> leaves) {
        Map<UUID, Long> index = new HashMap<>();
        leaves.forEach(leaf -> index.put(leaf.event(), leaf.index()));
        PriorityQueue<Committed> running = new PriorityQueue<>(Comparator.comparingLong(Committed::ended));
        long ended = -1;
        for (Committed next : transactions.stream()
                .sorted(Comparator.comparingLong(Committed::began))
                .toList()) {
            while (!running.isEmpty() && running.peek().ended() < next.began()) {
                ended = Math.max(ended, indexes(running.remove(), index).max().orElseThrow());
            }
            assertThat(indexes(next, index).min().orElseThrow())
                    .as("place of an event of writer %d", next.writer())
                    .isGreaterThan(ended);
            assertThat(indexes(next, index).toArray()).isSorted();
            running.add(next);
        }
    }

    private static LongStream indexes(Committed transaction, Map<UUID, Long> index) {
        return transaction.events().stream().mapToLong(index::get);
    }

    /** Published or not: nothing was ever signed that is not the tree's state at that size. */
    private void assertCheckpointsArePrefixes(ReferenceTree reference, int size) throws IOException {
        List<Checkpoint> signed = KeeperProcess.signed(processes);
        List<Checkpoint> published = fixture.log
                .checkpoints(LOG)
                .map(point -> fixture.signer.open(point.note()))
                .collectList()
                .block();
        assertThat(published).isNotEmpty().isSubsetOf(signed);
        assertThat(published.getLast().size()).isEqualTo(size);
        for (Checkpoint checkpoint : signed) {
            assertThat(checkpoint.root())
                    .as("root at size %d", checkpoint.size())
                    .isEqualTo(new TreeHash(reference.hash(0, Math.toIntExact(checkpoint.size()))));
        }
    }

    private record StoredTile(int level, long index, byte[] hashes) {}

    private void assertTilesAreOfTheTree(ReferenceTree reference) {
        List<StoredTile> tiles = fixture.database
                .client()
                .sql("select level, tile_index, hashes from log_tile")
                .map(row -> new StoredTile(
                        Objects.requireNonNull(row.get("level", Short.class)),
                        LogTables.number(row, "tile_index"),
                        LogTables.bytes(row, "hashes")))
                .all()
                .collectList()
                .block();
        assertThat(tiles).isNotEmpty();
        for (StoredTile tile : tiles) {
            int covered = Math.toIntExact((long) Math.pow(LogLimits.TILE_WIDTH, tile.level()));
            for (int i = 0; i < LogLimits.TILE_WIDTH; i++) {
                int from = Math.toIntExact((tile.index() * LogLimits.TILE_WIDTH + i) * covered);
                assertThat(Arrays.copyOfRange(tile.hashes(), 32 * i, 32 * i + 32))
                        .isEqualTo(reference.hash(from, from + covered));
            }
        }
    }
}
