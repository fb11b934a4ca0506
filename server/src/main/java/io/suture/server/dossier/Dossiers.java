package io.suture.server.dossier;

import io.suture.server.audit.AuditEvent;
import io.suture.server.audit.AuditKind;
import io.suture.server.audit.AuditLog;
import io.suture.server.audit.AuditTrail;
import io.suture.server.blob.BlobStore;
import io.suture.server.fleet.Devices;
import io.suture.server.fleet.Receipts;
import io.suture.server.fleet.StoredReceipt;
import io.suture.server.identity.Actor;
import io.suture.server.problem.PlainRefusal;
import io.suture.server.problem.ProblemType;
import io.suture.server.release.Release;
import io.suture.server.release.Releases;
import io.suture.server.signing.PublishedMetadata;
import io.suture.trust.json.CanonicalJson;
import io.suture.trust.json.JsonObject;
import io.suture.trust.log.Checkpoint;
import io.suture.trust.log.SignedNote;
import io.suture.trust.log.TlogProof;
import io.suture.trust.release.Artifact;
import io.suture.trust.release.ReleaseId;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Exports the evidence package of a release in the layout that {@link io.suture.trust.evidence.EvidencePackage}
 * verifies. The export is logged first; the package is then taken at a checkpoint that covers that entry.
 */
final class Dossiers {

    /** Earlier checkpoints that a package shows, the newest ones. */
    static final int CHECKPOINTS = 64;

    /** Largest bill of materials that a package holds. */
    static final int MAX_SBOM = 16 << 20;

    private final DatabaseClient database;
    private final DossierEvents events;
    private final Releases releases;
    private final PublishedMetadata published;
    private final AuditLog log;
    private final AuditTrail audit;
    private final Receipts receipts;
    private final Devices devices;
    private final BlobStore blobs;
    private final TransactionalOperator transaction;
    private final Clock clock;
    private final Scheduler blocking;

    Dossiers(
            DatabaseClient database,
            Releases releases,
            PublishedMetadata published,
            AuditLog log,
            AuditTrail audit,
            Receipts receipts,
            Devices devices,
            BlobStore blobs,
            TransactionalOperator transaction,
            Clock clock,
            Scheduler blocking) {
        this.database = database;
        this.events = new DossierEvents(database);
        this.releases = releases;
        this.published = published;
        this.log = log;
        this.audit = audit;
        this.receipts = receipts;
        this.devices = devices;
        this.blobs = blobs;
        this.transaction = transaction;
        this.clock = clock;
        this.blocking = blocking;
    }

    /** The subject of one export. */
    private record Subject(Release release, UUID publication, String note) {

        String manufacturer() {
            return release.manufacturer();
        }

        ReleaseId id() {
            return release.id();
        }

        long size() {
            return Checkpoint.parse(SignedNote.parse(note).unverifiedText()).size();
        }

        String folder() {
            return "targets/" + id().product() + "/" + id().version() + "/";
        }
    }

    /** Return the package of a release that was published once. */
    Mono<byte[]> export(Actor actor, String manufacturer, ReleaseId id) {
        return releases.find(manufacturer, id)
                .flatMap(release -> publication(release)
                        .switchIfEmpty(Mono.error(() -> notPublished(id)))
                        .flatMap(publication -> exported(actor, release)
                                .flatMap(event -> log.awaitCheckpoint(manufacturer, event))
                                .then(log.checkpoint(manufacturer))
                                .map(note -> new Subject(release, publication, note))))
                .flatMap(this::files)
                .publishOn(blocking)
                .map(DeterministicZip::of);
    }

    private static Throwable notPublished(ReleaseId id) {
        return new PlainRefusal(
                        ProblemType.CONFLICT, "Release " + id + " was never published; there is no package of it.")
                .refused();
    }

    private Mono<UUID> publication(Release release) {
        return database.sql("""
                        select event_id from release_publication
                        where manufacturer = :manufacturer and product = :product and version = :version
                        """)
                .bind("manufacturer", release.manufacturer())
                .bind("product", release.id().product())
                .bind("version", release.id().version())
                .map(row -> Objects.requireNonNull(row.get("event_id", UUID.class)))
                .one();
    }

    private Mono<UUID> exported(Actor actor, Release release) {
        JsonObject detail = JsonObject.builder()
                .put("release", release.id().toString())
                .put("scope", "evidence-package")
                .build();
        return audit.append(new AuditEvent(
                        release.manufacturer(),
                        AuditKind.PACKAGE_EXPORTED,
                        JsonObject.EMPTY,
                        actor.describe(),
                        JsonObject.EMPTY,
                        detail))
                .as(transaction::transactional);
    }

    private Mono<SortedMap<String, byte[]>> files(Subject subject) {
        return Flux.concat(
                        Flux.just(file("README.txt", Readme.of(subject.id())), file("release.json", release(subject))),
                        repository(subject),
                        targets(subject),
                        log(subject),
                        receipts(subject))
                .collect(TreeMap::new, (files, file) -> files.put(file.getKey(), file.getValue()));
    }

    private byte[] release(Subject subject) {
        return CanonicalJson.rfc8785(JsonObject.builder()
                .put("manufacturer", subject.manufacturer())
                .put("product", subject.id().product())
                .put("version", subject.id().version())
                .put("state", subject.release().state().code())
                .put("manifest", subject.release().frozen().digest().toString())
                .put("checkpointSize", subject.size())
                .put("exportedAt", clock.instant())
                .build());
    }

    private Flux<Map.Entry<String, byte[]>> repository(Subject subject) {
        return published.of(subject.manufacturer()).flatMapIterable(visible -> {
            SortedMap<String, byte[]> files = new TreeMap<>();
            visible.metadata().stream()
                    .filter(metadata -> metadata.role().equals("root")
                            || visible.newest(metadata.role())
                                    .filter(metadata::equals)
                                    .isPresent())
                    .forEach(metadata -> files.put("metadata/" + metadata.fileName(), metadata.bytes()));
            visible.newest("policy")
                    .ifPresent(policy -> policy.targets()
                            .files()
                            .values()
                            .forEach(file -> visible.content(file)
                                    .ifPresent(bytes -> files.put("targets/" + file.path(), bytes))));
            return files.entrySet();
        });
    }

    private Flux<Map.Entry<String, byte[]>> targets(Subject subject) {
        Artifact sbom = subject.release().frozen().manifest().sbom();
        Flux<Map.Entry<String, byte[]>> small = published
                .release(subject.manufacturer(), subject.id())
                .flatMapIterable(Map::entrySet)
                .filter(file -> file.getValue().isPresent())
                .map(file ->
                        file("targets/" + file.getKey().path(), file.getValue().orElseThrow()));
        Flux<Map.Entry<String, byte[]>> materials = blobs.read(
                        sbom.digest(), 0, (int) Math.min(sbom.length(), MAX_SBOM))
                .map(buffer -> file(subject.folder() + sbom.name(), bytes(buffer)))
                .flux();
        return small.concatWith(materials);
    }

    private Flux<Map.Entry<String, byte[]>> log(Subject subject) {
        String manufacturer = subject.manufacturer();
        long size = subject.size();
        return Flux.concat(
                Flux.just(file("log/checkpoint", utf8(subject.note()))),
                log.checkpoints(manufacturer)
                        .filter(earlier -> earlier.size() <= size)
                        .takeLast(CHECKPOINTS)
                        .map(earlier -> file("log/checkpoints/" + earlier.size(), utf8(earlier.note()))),
                joined("log/leaves", log.leafHashes(manufacturer, size)),
                lines("log/entries.jsonl", events.entries(manufacturer, subject.id(), size)),
                lines("disclosures.jsonl", events.disclosures(manufacturer, subject.id(), size)),
                log.entry(manufacturer, subject.publication())
                        .flatMap(entry -> log.inclusion(manufacturer, entry.index(), size))
                        .map(TlogProof::toBytes)
                        .map(proof -> file("log/release.tlog-proof", proof)));
    }

    private Flux<Map.Entry<String, byte[]>> receipts(Subject subject) {
        String manufacturer = subject.manufacturer();
        Mono<List<StoredReceipt>> covered = receipts.of(
                        manufacturer, subject.id().product(), subject.id().version())
                .filterWhen(receipt -> log.entry(manufacturer, receipt.event())
                        .map(entry -> entry.index() < subject.size())
                        .defaultIfEmpty(false))
                .collectList();
        return covered.flatMapMany(all -> Flux.concat(
                Flux.fromIterable(all)
                        .map(receipt -> file("receipts/" + receipt.event() + ".json", receipt.envelope())),
                Flux.fromIterable(all)
                        .map(StoredReceipt::device)
                        .distinct()
                        .concatMap(device -> devices.certificates(manufacturer, device)
                                .map(pem -> file("devices/" + device + ".pem", utf8(pem))))));
    }

    private static Flux<Map.Entry<String, byte[]>> joined(String name, Flux<byte[]> parts) {
        return parts.reduceWith(ByteArrayOutputStream::new, Dossiers::append)
                .map(all -> file(name, all.toByteArray()))
                .flux();
    }

    private static Flux<Map.Entry<String, byte[]>> lines(String name, Flux<byte[]> lines) {
        return joined(name, lines.concatMapIterable(line -> List.of(line, new byte[] {'\n'})));
    }

    private static ByteArrayOutputStream append(ByteArrayOutputStream all, byte[] part) {
        all.writeBytes(part);
        return all;
    }

    private static Map.Entry<String, byte[]> file(String name, byte[] content) {
        return Map.entry(name, content);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }
}
