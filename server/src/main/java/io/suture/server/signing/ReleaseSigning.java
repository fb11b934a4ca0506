package io.suture.server.signing;

import io.suture.server.blob.BlobStore;
import io.suture.server.identity.Actor;
import io.suture.server.problem.RefusedException;
import io.suture.server.release.Release;
import io.suture.server.release.ReleaseEvent;
import io.suture.server.release.ReleaseState;
import io.suture.server.release.Releases;
import io.suture.server.runtime.Ids;
import io.suture.server.signing.CrashPoint.Step;
import io.suture.server.signing.Intents.Intent;
import io.suture.server.signing.MetadataTable.StoredTarget;
import io.suture.server.signing.SigningRefusal.Blocked;
import io.suture.server.signing.SigningRefusal.PayloadCorrupt;
import io.suture.trust.gate.Verdict;
import io.suture.trust.json.CanonicalJson;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import io.suture.trust.release.Artifact;
import io.suture.trust.release.Manifest;
import io.suture.trust.release.ReleaseId;
import io.suture.trust.tuf.TargetFile;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Signs a release: intent recorded, payloads hashed again, gate, signature, verification, storage and log entry, the
 * last four in one transaction. The result is visible to nobody before its publication.
 */
final class ReleaseSigning {

    private static final Set<ReleaseState> SIGNED =
            EnumSet.of(ReleaseState.SIGNED, ReleaseState.PUBLISHED, ReleaseState.SUSPENDED);

    private final Releases releases;
    private final ReleaseEvidence evidence;
    private final MetadataTable metadata;
    private final Intents intents;
    private final SigningKeys keys;
    private final BlobStore blobs;
    private final TransactionalOperator transaction;
    private final TufLifetimes lifetimes;
    private final Ids ids;
    private final Clock clock;
    private final CrashPoint crash;

    ReleaseSigning(
            Releases releases,
            ReleaseEvidence evidence,
            MetadataTable metadata,
            Intents intents,
            SigningKeys keys,
            BlobStore blobs,
            TransactionalOperator transaction,
            TufLifetimes lifetimes,
            Ids ids,
            Clock clock,
            CrashPoint crash) {
        this.releases = releases;
        this.evidence = evidence;
        this.metadata = metadata;
        this.intents = intents;
        this.keys = keys;
        this.blobs = blobs;
        this.transaction = transaction;
        this.lifetimes = lifetimes;
        this.ids = ids;
        this.clock = clock;
        this.crash = crash;
    }

    /** Everything a signature over a release depends on. */
    private record Draft(Release release, ReleaseEvidence.Lines lines, Intent intent, Instant expires) {}

    /** Signs the release; one that is signed already is returned as it is. */
    Mono<Release> sign(Actor actor, String manufacturer, ReleaseId id) {
        return releases.find(manufacturer, id).flatMap(release -> {
            if (SIGNED.contains(release.state())) {
                return Mono.just(release);
            }
            return release.manifest().isEmpty() ? refuseDraft(actor, release) : sign(actor, release);
        });
    }

    /** The life cycle refuses, and logs, what was never submitted. */
    private Mono<Release> refuseDraft(Actor actor, Release release) {
        return releases.transition(release.manufacturer(), release.id(), ReleaseEvent.SIGN, actor, "")
                .as(transaction::transactional)
                .then(releases.find(release.manufacturer(), release.id()));
    }

    private Mono<Release> sign(Actor actor, Release release) {
        UUID intent = ids.next();
        return recordIntent(intent, release)
                .then(Mono.defer(() -> verifyPayloads(release)))
                .then(Mono.defer(() -> signAndStore(actor, release, intent)))
                .onErrorResume(RefusedException.class, refused -> refuse(actor, release, intent, refused))
                .then(releases.find(release.manufacturer(), release.id()));
    }

    private Mono<Void> recordIntent(UUID id, Release release) {
        return metadata.lock(release.manufacturer())
                .then(draft(id, release))
                .flatMap(draft -> intents.record(draft.intent(), clock.instant()))
                .as(transaction::transactional)
                .then(passed(Step.INTENT_RECORDED));
    }

    private Mono<Draft> draft(UUID id, Release release) {
        String product = release.id().product();
        Instant expires = clock.instant().plus(lifetimes.productLifetime()).truncatedTo(ChronoUnit.SECONDS);
        return Mono.zip(
                        evidence.lines(release.manufacturer(), release.id()),
                        metadata.state(release.manufacturer(), true),
                        metadata.state(release.manufacturer(), false))
                .map(read -> {
                    long version =
                            read.getT3().role(product).map(Metadata::version).orElse(0L) + 1;
                    List<TargetFile> files = new ArrayList<>();
                    read.getT2()
                            .role(product)
                            .ifPresent(now -> files.addAll(now.targets().files().values()));
                    targets(release, read.getT1()).forEach(target -> files.add(target.file()));
                    byte[] bytes = CanonicalJson.olpc(Refresh.product(version, expires, files));
                    Intent intent = new Intent(
                            id, release.manufacturer(), product, version, "release.sign " + release.id(), bytes);
                    return new Draft(release, read.getT1(), intent, expires);
                });
    }

    private static List<StoredTarget> targets(Release release, ReleaseEvidence.Lines lines) {
        String folder = release.id().product() + "/" + release.id().version() + "/";
        Manifest manifest = release.frozen().manifest();
        List<StoredTarget> targets = new ArrayList<>();
        targets.add(StoredTarget.of(folder + Manifest.FILE, release.frozen().bytes()));
        targets.add(StoredTarget.of(folder + Manifest.EVIDENCE_FILE, lines.file()));
        artifacts(manifest)
                .forEach(file -> targets.add(new StoredTarget(
                        TargetFile.of(folder + file.name(), file.length(), file.digest()), Optional.empty())));
        return targets;
    }

    private static List<Artifact> artifacts(Manifest manifest) {
        List<Artifact> artifacts = new ArrayList<>(manifest.payloads());
        artifacts.add(manifest.sbom());
        return artifacts;
    }

    /** Reads every byte again: what was validated is what is signed (time of check, time of use). */
    private Mono<Void> verifyPayloads(Release release) {
        return Flux.fromIterable(artifacts(release.frozen().manifest()))
                .concatMap(file -> blobs.verify(file.digest())
                        .defaultIfEmpty(false)
                        .flatMap(intact ->
                                intact ? Mono.<Void>empty() : Mono.error(new PayloadCorrupt(file.name()).refused())))
                .then(passed(Step.PAYLOADS_VERIFIED));
    }

    private Mono<Void> signAndStore(Actor actor, Release seen, UUID intent) {
        Instant now = clock.instant();
        return metadata.lock(seen.manufacturer())
                .then(releases.lock(seen.manufacturer(), seen.id()))
                .flatMap(release -> draft(intent, release))
                .flatMap(draft -> evidence.verdict(draft.release(), draft.lines(), now)
                        .flatMap(verdict -> requireAccepted(verdict))
                        .then(store(actor, draft, now)))
                .as(transaction::transactional)
                .then(passed(Step.RELEASE_SIGNED_COMMITTED));
    }

    private Mono<Void> requireAccepted(Verdict verdict) {
        return verdict.accepted() ? passed(Step.GATE_PASSED) : Mono.error(new Blocked(verdict).refused());
    }

    private Mono<Void> store(Actor actor, Draft draft, Instant now) {
        Release release = draft.release();
        String manufacturer = release.manufacturer();
        return signed(draft)
                .flatMap(file -> passed(Step.RELEASE_METADATA_SIGNED)
                        .then(metadata.insert(manufacturer, file, now))
                        .then(metadata.raiseVersion(manufacturer, file)))
                .then(passed(Step.RELEASE_METADATA_STORED))
                .then(releases.transition(manufacturer, release.id(), ReleaseEvent.SIGN, actor, ""))
                .flatMap(event -> Flux.fromIterable(targets(release, draft.lines()))
                        .concatMap(target -> metadata.insertTarget(manufacturer, target, now, event))
                        .then())
                .then(intents.finish(draft.intent().id(), "signed", now))
                .then(passed(Step.RELEASE_SIGNED_LOGGED));
    }

    private Mono<Metadata> signed(Draft draft) {
        Intent intent = draft.intent();
        JsonObject toBeSigned = Json.parseObject(intent.toBeSigned());
        return keys.signer(intent.manufacturer(), intent.role())
                .map(signer -> RoleSigner.sign(intent.role(), intent.version(), draft.expires(), toBeSigned, signer));
    }

    private Mono<Void> refuse(Actor actor, Release release, UUID intent, RefusedException refused) {
        String code = refused.refusal().type().code();
        Mono<Void> logged = refused.refusal() instanceof SigningRefusal
                ? releases.refused(release.manufacturer(), release.id(), actor, "sign", code)
                : Mono.empty();
        return intents.finish(intent, "refused " + code, clock.instant())
                .then(logged)
                .then(Mono.error(refused));
    }

    private Mono<Void> passed(Step step) {
        return Mono.fromRunnable(() -> crash.passed(step));
    }
}
