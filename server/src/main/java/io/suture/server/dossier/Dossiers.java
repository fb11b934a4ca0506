package io.suture.server.dossier;

import io.suture.server.audit.AuditEvent;
import io.suture.server.audit.AuditKind;
import io.suture.server.audit.AuditLog;
import io.suture.server.audit.AuditTrail;
import io.suture.server.audit.SealedSections;
import io.suture.server.blob.BlobStore;
import io.suture.server.catalog.Catalog;
import io.suture.server.evidence.Blockers;
import io.suture.server.evidence.EvidenceFiles;
import io.suture.server.fleet.Devices;
import io.suture.server.fleet.Receipts;
import io.suture.server.identity.Actor;
import io.suture.server.release.Release;
import io.suture.server.release.Releases;
import io.suture.server.signing.PublishedMetadata;
import io.suture.server.timestamp.Timestamps;
import io.suture.trust.evidence.PackageManifest;
import io.suture.trust.json.JsonObject;
import io.suture.trust.release.ReleaseId;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Exports the dossier of a release, in whatever state, in the layout that {@link
 * io.suture.trust.evidence.EvidencePackage} verifies. It is taken at a checkpoint that covers all that is known about
 * the release; then the export is logged with the digest of the list of files; then the proof of that entry is added.
 */
final class Dossiers {

    private final DatabaseClient database;
    private final DossierEvents events;
    private final Releases releases;
    private final AuditLog log;
    private final AuditTrail audit;
    private final RepositoryPart repository;
    private final LogPart logged;
    private final ReceiptPart receipts;
    private final EvidencePart evidence;
    private final AttachedPart attached;
    private final RecordReader records;
    private final TransactionalOperator transaction;
    private final Clock clock;

    Dossiers(
            DatabaseClient database,
            Releases releases,
            PublishedMetadata published,
            AuditLog log,
            Timestamps timestamps,
            SealedSections sections,
            AuditTrail audit,
            Receipts received,
            Devices devices,
            BlobStore blobs,
            Catalog catalog,
            Blockers blockers,
            EvidenceFiles evidenceFiles,
            TransactionalOperator transaction,
            Clock clock,
            Scheduler blocking) {
        this.database = database;
        this.events = new DossierEvents(database, sections);
        this.releases = releases;
        this.log = log;
        this.audit = audit;
        this.repository = new RepositoryPart(published, blobs);
        this.logged = new LogPart(log, events, timestamps);
        this.receipts = new ReceiptPart(received, devices, log);
        this.evidence = new EvidencePart(database);
        this.attached = new AttachedPart(evidence, evidenceFiles, blocking);
        this.records =
                new RecordReader(database, releases, catalog, blockers, devices, blobs, evidence, receipts, blocking);
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Return the dossier, logged and proven. */
    Mono<Dossier> export(Actor actor, String manufacturer, ReleaseId id) {
        return releases.find(manufacturer, id)
                .flatMap(release -> subject(actor, release))
                .flatMap(subject -> files(subject)
                        .flatMap(dossier -> told(subject, dossier))
                        .flatMap(dossier -> exported(subject, dossier)));
    }

    private Mono<Subject> subject(Actor actor, Release release) {
        String manufacturer = release.manufacturer();
        return events.newest(manufacturer, release.id())
                .flatMap(event -> log.awaitCheckpoint(manufacturer, event))
                .then(Mono.zip(
                        log.checkpoint(manufacturer),
                        publication(release).map(Optional::of).defaultIfEmpty(Optional.empty())))
                .map(read -> new Subject(actor, release, read.getT2(), read.getT1(), clock.instant()));
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

    private Mono<Dossier> files(Subject subject) {
        Dossier dossier = new Dossier();
        dossier.add(Packed.text("README.txt", Readme.of(subject.id())));
        dossier.add(Packed.json("release.json", subject.describe()));
        subject.release()
                .manifest()
                .ifPresent(frozen -> dossier.add(new Packed("release/manifest.json", frozen.bytes())));
        return Flux.concat(evidence.of(subject), repository.of(subject), logged.of(subject), receipts.of(subject))
                .doOnNext(dossier::add)
                .thenMany(attached.of(subject))
                .doOnNext(dossier::add)
                .then(Mono.just(dossier));
    }

    /** Adds what people read; all three say the same. */
    private Mono<Dossier> told(Subject subject, Dossier dossier) {
        return records.read(subject, dossier.held()).map(record -> {
            JsonObject document = DossierDocument.of(record);
            dossier.add(Packed.json("dossier.json", document));
            dossier.add(new Packed("dossier.html", HtmlPage.of(document)));
            dossier.add(new Packed("dossier.pdf", PdfPage.of(document, subject.at())));
            return dossier;
        });
    }

    /** Logs the export, and adds what proves it. */
    private Mono<Dossier> exported(Subject subject, Dossier dossier) {
        dossier.requireFits();
        PackageManifest manifest = dossier.list(subject.id());
        dossier.add(new Packed(PackageManifest.FILE, manifest.toJson()));
        return audit.append(event(subject, manifest))
                .as(transaction::transactional)
                .flatMapMany(event -> logged.export(subject, event))
                .doOnNext(dossier::add)
                .then(Mono.just(dossier));
    }

    private static AuditEvent event(Subject subject, PackageManifest manifest) {
        JsonObject facts = JsonObject.builder()
                .put("package", manifest.digest().toString())
                .put("release", subject.id().toString())
                .put("scope", "dossier")
                .build();
        return new AuditEvent(
                subject.manufacturer(),
                AuditKind.PACKAGE_EXPORTED,
                facts,
                subject.actor().describe(),
                JsonObject.EMPTY,
                JsonObject.builder().put("checkpointSize", subject.size()).build());
    }
}
