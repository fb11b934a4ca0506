package io.suture.server.dossier;

import io.suture.server.blob.BlobStore;
import io.suture.server.catalog.Catalog;
import io.suture.server.database.Rows;
import io.suture.server.evidence.Blockers;
import io.suture.server.fleet.Device;
import io.suture.server.fleet.Devices;
import io.suture.server.release.Releases;
import io.suture.trust.evidence.EvidencePackage;
import io.suture.trust.evidence.Given;
import io.suture.trust.release.Artifact;
import io.suture.trust.release.Manifest;
import io.suture.trust.release.ReleaseId;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Reads what is recorded about a release and is not among the dossier's files already. */
final class RecordReader {

    private final DatabaseClient database;
    private final Releases releases;
    private final Catalog catalog;
    private final Blockers blockers;
    private final Devices devices;
    private final BlobStore blobs;
    private final EvidencePart evidence;
    private final ReceiptPart receipts;
    private final Scheduler blocking;

    RecordReader(
            DatabaseClient database,
            Releases releases,
            Catalog catalog,
            Blockers blockers,
            Devices devices,
            BlobStore blobs,
            EvidencePart evidence,
            ReceiptPart receipts,
            Scheduler blocking) {
        this.database = database;
        this.releases = releases;
        this.catalog = catalog;
        this.blockers = blockers;
        this.devices = devices;
        this.blobs = blobs;
        this.evidence = evidence;
        this.receipts = receipts;
        this.blocking = blocking;
    }

    Mono<DossierRecord> read(Subject subject, Map<String, byte[]> files) {
        String manufacturer = subject.manufacturer();
        return Mono.zip(
                        catalog.manufacturer(manufacturer),
                        catalog.product(manufacturer, subject.id().product()),
                        evidence.pieces(subject).collectList(),
                        blockers.of(manufacturer, subject.id()),
                        previous(subject).map(Optional::of).defaultIfEmpty(Optional.empty()),
                        receipts.covered(subject),
                        ofProduct(subject))
                .publishOn(blocking)
                .map(read -> new DossierRecord(
                        subject,
                        read.getT1(),
                        read.getT2(),
                        files,
                        read.getT3().stream().map(Exhibit::of).toList(),
                        Happening.read(file(files, "log/entries.jsonl"), file(files, "disclosures.jsonl")),
                        read.getT4(),
                        read.getT5(),
                        read.getT6(),
                        read.getT7(),
                        EvidencePackage.verifyContents(files, Given.nothing(subject.at()))));
    }

    private static byte[] file(Map<String, byte[]> files, String name) {
        return files.getOrDefault(name, new byte[0]);
    }

    private Mono<List<Device>> ofProduct(Subject subject) {
        return devices.list(subject.manufacturer())
                .filter(device -> device.product().equals(subject.id().product()))
                .collectList();
    }

    /** Return the release of the product that was published last before this one, or last of all if this one was not. */
    private Mono<DossierRecord.Previous> previous(Subject subject) {
        return database.sql("""
                        select p.version from release_publication p
                        left join release_publication own on own.manufacturer = p.manufacturer
                             and own.product = p.product and own.version = :version
                        where p.manufacturer = :manufacturer and p.product = :product and p.version <> :version
                          and (own.published_at is null or p.published_at < own.published_at)
                        order by p.published_at desc limit 1
                        """)
                .bind("manufacturer", subject.manufacturer())
                .bind("product", subject.id().product())
                .bind("version", subject.id().version())
                .map(row -> new ReleaseId(subject.id().product(), Rows.text(row, "version")))
                .one()
                .flatMap(id -> releases.find(subject.manufacturer(), id))
                .flatMap(release -> previous(release.frozen().manifest()));
    }

    private Mono<DossierRecord.Previous> previous(Manifest manifest) {
        Artifact sbom = manifest.sbom();
        return blobs.read(sbom.digest(), 0, (int) Math.min(sbom.length(), RepositoryPart.MAX_SBOM))
                .map(RecordReader::bytes)
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .map(bytes -> new DossierRecord.Previous(manifest, bytes));
    }

    static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }
}
