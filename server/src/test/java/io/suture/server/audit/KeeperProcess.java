package io.suture.server.audit;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.r2dbc.pool.ConnectionPool;
import io.suture.server.schedule.BackgroundJob;
import io.suture.server.testing.PostgresSupport;
import io.suture.server.testing.TestDatabase;
import io.suture.trust.key.KeyAlgorithm;
import io.suture.trust.key.Signer;
import io.suture.trust.key.SoftwareSigner;
import io.suture.trust.log.Checkpoint;
import io.suture.trust.log.LogSigner;
import io.suture.trust.log.NoteSigner;
import io.suture.trust.log.TreeHash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * A replica's write path in a process of its own, to be killed: the sequencer and the checkpoints of a real server, with
 * shorter pauses. What it signs it writes down before it signs it.
 */
final class KeeperProcess {

    private static final Duration PAUSE = Duration.ofMillis(5);
    private static final String READY = "ready";

    private final Process process;
    private final Path output;

    private KeeperProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Where the processes of one test meet. */
    record Place(LogFixture fixture, Path folder) {

        static final String SIGNED = "signed-";
        static final String OUTPUT = "output-";

        Place {
            for (NoteSigner signer : fixture.signer.signers()) {
                write(
                        folder.resolve(key(signer.key().publicKey().algorithm())),
                        ((SoftwareSigner) signer.signer()).toPem());
            }
        }

        static String key(KeyAlgorithm algorithm) {
            return algorithm + ".pem";
        }

        private static void write(Path file, String text) {
            try {
                Files.writeString(file, text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Starts one. */
    static KeeperProcess start(Place place, int number) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx96m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), KeeperProcess.class.getName()));
        command.addAll(List.of(
                PostgresSupport.SERVER.host(),
                Integer.toString(PostgresSupport.SERVER.port()),
                place.fixture().database.name(),
                place.fixture().dataDirectory.toString(),
                place.folder().toString(),
                Integer.toString(number)));
        Path output = place.folder().resolve(Place.OUTPUT + number);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        return new KeeperProcess(process, output);
    }

    /** Waits until it has done its first round, or somebody wants to stop. */
    void awaitReady(BooleanSupplier stopped) {
        Boolean unused = Mono.fromCallable(
                        () -> stopped.getAsBoolean() || !process.isAlive() || output().contains(READY))
                .filter(done -> done)
                .repeatWhenEmpty(Integer.MAX_VALUE, again -> again.delayElements(Duration.ofMillis(20)))
                .block(Duration.ofMinutes(2));
        if (!process.isAlive()) {
            throw new IllegalStateException("the process ended by itself:\n" + output());
        }
    }

    private String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGKILL. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Runs till it is killed; nobody asks it to stop. */
    public static void main(String[] args) throws IOException {
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
        Path folder = Path.of(args[4]);
        ConnectionPool pool = TestDatabase.connect(args[0], Integer.parseInt(args[1]), args[2]);
        TransactionalOperator transaction = TransactionalOperator.create(new R2dbcTransactionManager(pool));
        DatabaseClient database = DatabaseClient.create(pool);
        LogTables tables = new LogTables(database);
        List<NoteSigner> keys = new ArrayList<>();
        for (KeyAlgorithm algorithm : LogFixture.ALGORITHMS) {
            SoftwareSigner key = SoftwareSigner.fromPem(Files.readString(folder.resolve(Place.key(algorithm))), null);
            keys.add(new NoteSigner(LogFixture.ORIGIN, new WrittenDown(key, folder.resolve(Place.SIGNED + args[5]))));
        }
        LogSigner signer = new LogSigner(keys);
        Checkpointer checkpointer = new Checkpointer(
                tables,
                log -> Mono.just(signer),
                transaction,
                Path.of(args[3]),
                Clock.systemUTC(),
                Schedulers.boundedElastic());
        PublishedCheckpoints published = new PublishedCheckpoints(database);
        WitnessClient client = new WitnessClient(Duration.ofSeconds(5), Optional.empty());
        LogHistory history = new LogHistory(tables, Path.of(args[3]), Schedulers.boundedElastic());
        Publisher publisher = new Publisher(
                published,
                new WitnessDirectory(List.of(), log -> LogFixture.ORIGIN),
                new Cosigner(tables, client, history),
                Duration.ofMinutes(10),
                Clock.systemUTC());
        LogKeeper keeper =
                new LogKeeper(tables, new Sequencer(tables, transaction), checkpointer, published, publisher);
        keeper.sequence().block();
        System.out.println(READY);
        new BackgroundJob("sequencer", PAUSE, keeper::sequence).start();
        new BackgroundJob("checkpoints", PAUSE, keeper::sign).start();
        Mono.never().block();
    }

    /** Signs nothing that it has not written down, so that what a killed process signed is known. */
    private record WrittenDown(Signer signer, Path file) implements Signer {

        @Override
        public io.suture.trust.key.PublicKey publicKey() {
            return signer.publicKey();
        }

        @Override
        public byte[] sign(byte[] message) {
            try {
                Files.writeString(
                        file,
                        Base64.getEncoder().encodeToString(message) + "\n",
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return signer.sign(message);
        }
    }

    /** Returns everything that the processes of a test ever signed, published or not. */
    static List<Checkpoint> signed(Path folder) throws IOException {
        return lines(folder, Place.SIGNED).stream()
                .map(line -> checkpoint(Base64.getDecoder().decode(line)))
                .toList();
    }

    /** An Ed25519 signature is over the text; an ML-DSA-44 one over bytes that end with size and root. */
    private static Checkpoint checkpoint(byte[] message) {
        String text = new String(message, StandardCharsets.UTF_8);
        if (!text.startsWith("subtree/v1")) {
            return Checkpoint.parse(text);
        }
        ByteBuffer end =
                ByteBuffer.wrap(message, message.length - Long.BYTES - TreeHash.LENGTH, Long.BYTES + TreeHash.LENGTH);
        long size = end.getLong();
        byte[] root = new byte[TreeHash.LENGTH];
        end.get(root);
        return new Checkpoint(LogFixture.ORIGIN, size, new TreeHash(root));
    }

    /** Returns what the processes of a test said. */
    static List<String> said(Path folder) throws IOException {
        return lines(folder, Place.OUTPUT);
    }

    private static List<String> lines(Path folder, String prefix) throws IOException {
        List<String> lines = new ArrayList<>();
        try (var files = Files.newDirectoryStream(folder, prefix + "*")) {
            for (Path file : files) {
                lines.addAll(Files.readAllLines(file));
            }
        }
        return lines;
    }
}
