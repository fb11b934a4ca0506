package io.suture.server.audit;

import io.suture.server.runtime.Ids;
import io.suture.server.testing.TestDatabase;
import io.suture.trust.json.JsonObject;
import io.suture.trust.key.KeyAlgorithm;
import io.suture.trust.key.SoftwareSigner;
import io.suture.trust.log.LogSigner;
import io.suture.trust.log.NoteSigner;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The write path of one log over a database of its own. */
public final class LogFixture implements AutoCloseable {

    public static final String LOG = "exm";
    static final List<KeyAlgorithm> ALGORITHMS = List.of(KeyAlgorithm.ED25519, KeyAlgorithm.ML_DSA_44);
    static final String ORIGIN = "localhost/exm/audit";

    public final TestDatabase database = new TestDatabase();
    final LogTables tables = new LogTables(database.client());
    final SecureRandom random = new SecureRandom();
    final LogSigner signer;
    final Sequencer sequencer = new Sequencer(tables, database.transaction());
    final PublishedCheckpoints published = new PublishedCheckpoints(database.client());
    final WitnessDirectory witnesses;
    public final AuditLog log;
    final AuditWriter writer;
    final SubjectKeys keys;
    final Path dataDirectory;

    public LogFixture(Path dataDirectory) {
        this(dataDirectory, newSigner());
    }

    static LogSigner newSigner() {
        return new LogSigner(ALGORITHMS.stream()
                .map(algorithm -> new NoteSigner(ORIGIN, SoftwareSigner.generate(algorithm, new SecureRandom())))
                .toList());
    }

    LogFixture(Path dataDirectory, LogSigner signer) {
        this(dataDirectory, signer, List.of());
    }

    LogFixture(Path dataDirectory, LogSigner signer, List<Path> witnessPolicies) {
        this.witnesses = new WitnessDirectory(witnessPolicies, log -> "localhost/" + log + "/audit");
        this.log = new AuditLog(database.client(), witnesses, Duration.ofSeconds(10));
        this.dataDirectory = dataDirectory;
        this.signer = signer;
        this.keys = new SubjectKeys(dataDirectory, random);
        this.writer = new AuditWriter(
                database.client(),
                database.transactions(),
                new SealedEvents(keys, random),
                new Ids(Clock.systemUTC(), random),
                Clock.systemUTC(),
                Schedulers.boundedElastic());
    }

    Checkpointer checkpointer() {
        return checkpointer(dataDirectory);
    }

    Checkpointer checkpointer(Path directory) {
        return new Checkpointer(
                tables,
                log -> Mono.just(signer),
                database.transaction(),
                directory,
                Clock.systemUTC(),
                Schedulers.boundedElastic());
    }

    LogKeeper keeper() {
        return new LogKeeper(tables, sequencer, checkpointer(), published, publisher(Clock.systemUTC()));
    }

    Publisher publisher(Clock clock) {
        return publisher(witnesses, clock);
    }

    Publisher publisher(WitnessDirectory witnesses, Clock clock) {
        WitnessClient client = new WitnessClient(Duration.ofSeconds(5), Optional.empty());
        LogHistory history = new LogHistory(tables, dataDirectory, Schedulers.boundedElastic());
        return new Publisher(
                published, witnesses, new Cosigner(tables, client, history), Duration.ofMinutes(10), clock);
    }

    /** Signs what grew and publishes it. */
    void sign() {
        keeper().sign().block();
    }

    SealedSections sections() {
        return new SealedSections(keys, Schedulers.boundedElastic());
    }

    /** What fills the log. */
    public AuditTrail trail() {
        return writer;
    }

    /** The check of the log, with what others keep about it. */
    public LogFsck fsck(LogInspector... inspectors) {
        return fsck(dataDirectory, inspectors);
    }

    LogFsck fsck(Path directory, LogInspector... inspectors) {
        return new LogFsck(
                database.client(),
                sections(),
                checkpointer(directory),
                log -> Mono.just(signer),
                published,
                witnesses,
                List.of(inspectors));
    }

    Erasures erasures() {
        return new Erasures(
                database.client(), database.transaction(), keys, Clock.systemUTC(), Schedulers.boundedElastic());
    }

    /** An event of a known person. */
    static AuditEvent about(String person) {
        JsonObject actor = JsonObject.builder()
                .put("id", person)
                .put("printedName", "Somebody Known")
                .putStrings("roles", List.of("auditor"))
                .build();
        return new AuditEvent(
                LOG, AuditKind.PACKAGE_EXPORTED, JsonObject.EMPTY, actor, JsonObject.EMPTY, JsonObject.EMPTY);
    }

    Mono<UUID> append(int number) {
        return writer.append(event(number)).as(database.transaction()::transactional);
    }

    static AuditEvent event(int number) {
        JsonObject actor = JsonObject.builder().put("id", "person-" + number).build();
        JsonObject pub = JsonObject.builder().put("number", number).build();
        return new AuditEvent(LOG, AuditKind.EVIDENCE_ADDED, pub, actor, JsonObject.EMPTY, JsonObject.EMPTY);
    }

    /** Logs events with these numbers, and signs a checkpoint over them. */
    public void growSigned(int from, int to) {
        grow(from, to);
        sign();
    }

    public void grow(int from, int to) {
        Flux.range(from, to - from)
                .concatMap(number -> writer.append(event(number)))
                .then()
                .as(database.transaction()::transactional)
                .block();
        sequencer.round().block();
    }

    @Override
    public void close() {
        database.close();
    }
}
