package io.suture.server.release;

import io.suture.server.audit.AuditTrail;
import io.suture.server.blob.BlobStore;
import io.suture.server.blob.BlobStore.Expected;
import io.suture.server.catalog.Catalog;
import io.suture.server.identity.Actor;
import io.suture.server.problem.CommonRefusal.AlreadyExists;
import io.suture.server.problem.Fields;
import io.suture.trust.release.Manifest;
import io.suture.trust.release.ReleaseId;
import io.suture.trust.release.ReleaseLimits;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What happens to a release before it is frozen: creation, uploads, submission. */
@Component
class Drafts {

    /** Payloads and the SBOM. */
    static final int MAX_FILES = ReleaseLimits.PAYLOADS + 1;

    private static final Pattern FILE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,127}");
    private static final String UPLOAD = "upload";

    private final ReleaseTables tables;
    private final RecordedReleases releases;
    private final Catalog catalog;
    private final BlobStore blobs;
    private final SbomFiles sboms;
    private final AuditTrail audit;
    private final TransactionalOperator transaction;
    private final Clock clock;

    Drafts(
            ReleaseTables tables,
            RecordedReleases releases,
            Catalog catalog,
            BlobStore blobs,
            SbomFiles sboms,
            AuditTrail audit,
            TransactionalOperator transaction,
            Clock clock) {
        this.tables = tables;
        this.releases = releases;
        this.catalog = catalog;
        this.blobs = blobs;
        this.sboms = sboms;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    Mono<Release> create(String manufacturer, ReleaseId id, Actor actor) {
        Instant now = clock.instant();
        Release draft =
                new Release(manufacturer, id, ReleaseState.DRAFT, Optional.empty(), List.of(), actor.id(), now, now);
        return catalog.product(manufacturer, id.product())
                .then(Mono.defer(() -> audit.append(ReleaseEntry.created(draft, actor))))
                .flatMap(event -> tables.insert(draft, event))
                .thenReturn(draft)
                .as(transaction::transactional)
                .onErrorMap(
                        DuplicateKeyException.class, taken -> new AlreadyExists("release", id.toString()).refused());
    }

    /** The state is looked at before the bytes are read, and decides after they arrived. */
    Mono<ReleaseFile> upload(
            String manufacturer, ReleaseId id, String name, Flux<DataBuffer> content, Expected expected, Actor actor) {
        Fields.matching("name", name, FILE, "must be a file name of letters, digits and '.', '_', '+', '-'");
        if (Manifest.RESERVED.contains(name)) {
            throw Fields.invalid("name", "is reserved");
        }
        return releases.find(manufacturer, id)
                .flatMap(release -> requireDraft(release, name, actor))
                .then(Mono.defer(() -> blobs.store(content, expected)))
                .map(blob -> new ReleaseFile(name, blob.length(), blob.digest()))
                .flatMap(file -> record(manufacturer, id, file, actor));
    }

    private Mono<ReleaseFile> record(String manufacturer, ReleaseId id, ReleaseFile file, Actor actor) {
        return releases.lock(manufacturer, id)
                .flatMap(release -> requireDraft(release, file.name(), actor))
                .flatMap(release -> audit.append(ReleaseEntry.uploaded(release, file, actor))
                        .flatMap(event -> tables.putFile(release, file, event)))
                .thenReturn(file)
                .as(transaction::transactional);
    }

    private Mono<Release> requireDraft(Release release, String name, Actor actor) {
        if (release.state() != ReleaseState.DRAFT) {
            return releases.illegal(release, UPLOAD, actor);
        }
        boolean known = release.files().stream().anyMatch(file -> file.name().equals(name));
        if (!known && release.files().size() >= MAX_FILES) {
            return Mono.error(Fields.invalid("name", "would be one file more than the " + MAX_FILES + " of a release"));
        }
        return Mono.just(release);
    }

    /** Freeze the manifest: from here on, one changed byte is another release. */
    Mono<Release> submit(String manufacturer, ReleaseId id, byte[] manifest, Actor actor) {
        Release.Frozen frozen = new Release.Frozen(manifest);
        return releases.lock(manufacturer, id)
                .flatMap(release -> release.state() == ReleaseState.DRAFT
                        ? freeze(release, frozen, actor)
                        : releases.<Release>illegal(release, ReleaseEvent.SUBMIT.code(), actor))
                .as(transaction::transactional)
                .then(Mono.defer(() -> releases.find(manufacturer, id)));
    }

    private Mono<Release> freeze(Release release, Release.Frozen frozen, Actor actor) {
        List<String> differences = ManifestMatch.differences(release, frozen.manifest());
        if (!differences.isEmpty()) {
            return Mono.error(new ReleaseRefusal.ManifestMismatch(differences).refused());
        }
        return sboms.problems(frozen.manifest())
                .filter(problems -> !problems.isEmpty())
                .<Release>flatMap(problems -> Mono.error(new ReleaseRefusal.SbomRefused(problems).refused()))
                .switchIfEmpty(Mono.defer(() -> submitted(release.withManifest(frozen), actor)));
    }

    private Mono<Release> submitted(Release submitted, Actor actor) {
        return audit.append(
                        ReleaseEntry.moved(submitted, ReleaseState.SUBMITTED, ReleaseEvent.SUBMIT, actor, "submitted"))
                .flatMap(event -> tables.submit(submitted, actor.id(), clock.instant(), event))
                .thenReturn(submitted);
    }
}
