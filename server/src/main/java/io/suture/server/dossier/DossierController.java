package io.suture.server.dossier;

import io.suture.server.audit.AuditLog;
import io.suture.server.audit.AuditTrail;
import io.suture.server.audit.SealedSections;
import io.suture.server.blob.BlobStore;
import io.suture.server.catalog.Catalog;
import io.suture.server.evidence.Blockers;
import io.suture.server.evidence.EvidenceFiles;
import io.suture.server.fleet.Devices;
import io.suture.server.fleet.Receipts;
import io.suture.server.identity.Acting;
import io.suture.server.identity.Actor;
import io.suture.server.release.Releases;
import io.suture.server.signing.PublishedMetadata;
import io.suture.server.timestamp.Timestamps;
import io.suture.trust.release.ReleaseId;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Clock;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Hands out dossiers. */
@RestController
class DossierController {

    private static final MediaType ZIP = MediaType.valueOf("application/zip");

    private final Dossiers dossiers;

    DossierController(
            DatabaseClient database,
            Releases releases,
            PublishedMetadata published,
            AuditLog log,
            Timestamps timestamps,
            SealedSections sections,
            AuditTrail audit,
            Receipts receipts,
            Devices devices,
            BlobStore blobs,
            Catalog catalog,
            Blockers blockers,
            EvidenceFiles evidenceFiles,
            TransactionalOperator transaction,
            Clock clock,
            Scheduler blockingScheduler) {
        this.dossiers = new Dossiers(
                database,
                releases,
                published,
                log,
                timestamps,
                sections,
                audit,
                receipts,
                devices,
                blobs,
                catalog,
                blockers,
                evidenceFiles,
                transaction,
                clock,
                blockingScheduler);
    }

    @Operation(summary = "Export the dossier of a release, in any state, as a ZIP file that can be verified offline")
    @GetMapping("/api/v1/manufacturers/{m}/releases/{p}/{v}/dossier")
    Mono<ResponseEntity<Flux<DataBuffer>>> export(
            @Acting Actor actor,
            @PathVariable("m") String manufacturer,
            @PathVariable("p") String product,
            @PathVariable("v") String version) {
        String name = product + "-" + version + "-dossier.zip";
        return dossiers.export(actor, manufacturer, new ReleaseId(product, version))
                .map(dossier -> ResponseEntity.ok()
                        .contentType(ZIP)
                        .contentLength(dossier.length())
                        .header(
                                HttpHeaders.CONTENT_DISPOSITION,
                                ContentDisposition.attachment()
                                        .filename(name)
                                        .build()
                                        .toString())
                        .body(dossier.archive()));
    }
}
