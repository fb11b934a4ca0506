package io.suture.server.signing;

import io.suture.server.identity.Actor;
import io.suture.server.problem.RefusedException;
import io.suture.server.release.Release;
import io.suture.server.release.ReleaseEvent;
import io.suture.server.release.ReleaseLifeCycle;
import io.suture.server.release.ReleaseState;
import io.suture.server.release.Releases;
import io.suture.server.runtime.Ids;
import io.suture.server.signing.CrashPoint.Step;
import io.suture.server.signing.Intents.Intent;
import io.suture.server.signing.SigningEvent.Purpose;
import io.suture.server.signing.SigningEventRefusal.OtherOpen;
import io.suture.server.signing.SigningRefusal.Blocked;
import io.suture.server.signing.SigningRefusal.EvidenceNotLogged;
import io.suture.server.signing.SigningRefusal.NoDelegation;
import io.suture.trust.gate.Verdict;
import io.suture.trust.json.CanonicalJson;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import io.suture.trust.release.ReleaseId;
import io.suture.trust.tuf.DelegatedRole;
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
import reactor.core.publisher.Mono;

/**
 * Signs a release: intent recorded, payloads hashed again, gate, signature, verification, storage and log entry, the
 * last four in one transaction. The result is visible to nobody before its publication. Where the delegation demands more
 * signatures than the server's, a signing event asks people for theirs and the release stays approved (ADR 0012).
 */
final class ReleaseSigning {

    private static final Set<ReleaseState> SIGNED =
            EnumSet.of(ReleaseState.SIGNED, ReleaseState.PUBLISHED, ReleaseState.SUSPENDED);

    private final Releases releases;
    private final ReleaseEvidence evidence;
    private final ReleaseContent content;
    private final Repositories repositories;
    private final SignedReleases signed;
    private final SigningEvents events;
    private final Intents intents;
    private final OnlineSigners signers;
    private final TransactionalOperator transaction;
    private final TufLifetimes lifetimes;
    private final Ids ids;
    private final Clock clock;
    private final CrashPoint crash;

    ReleaseSigning(
            Releases releases,
            ReleaseEvidence evidence,
            ReleaseContent content,
            Repositories repositories,
            SignedReleases signed,
            SigningEvents events,
            Intents intents,
            OnlineSigners signers,
            TransactionalOperator transaction,
            TufLifetimes lifetimes,
            Ids ids,
            Clock clock,
            CrashPoint crash) {
        this.releases = releases;
        this.evidence = evidence;
        this.content = content;
        this.repositories = repositories;
        this.signed = signed;
        this.events = events;
        this.intents = intents;
        this.signers = signers;
        this.transaction = transaction;
        this.lifetimes = lifetimes;
        this.ids = ids;
        this.clock = clock;
        this.crash = crash;
    }

    /** Everything a signature over a release depends on. */
    private record Draft(
            Release release, ReleaseEvidence.Lines lines, Situation situation, Intent intent, Instant expires) {}

    /**
     * What became of a request to sign.
     *
     * @param release as it is now
     * @param event that awaits people's signatures, if the server's was not enough
     */
    record Result(Release release, Optional<SigningEvent> event) {}

    /** Signs the release; one that is signed already is returned as it is. */
    Mono<Result> sign(Actor actor, String manufacturer, ReleaseId id) {
        return releases.find(manufacturer, id).flatMap(release -> {
            if (SIGNED.contains(release.state())) {
                return Mono.just(new Result(release, Optional.empty()));
            }
            return release.manifest().isEmpty() ? refuseDraft(actor, release) : sign(actor, release);
        });
    }

    /** The life cycle refuses, and logs, what was never submitted. */
    private Mono<Result> refuseDraft(Actor actor, Release release) {
        return releases.transition(release.manufacturer(), release.id(), ReleaseEvent.SIGN, actor, "")
                .as(transaction::transactional)
                .then(releases.find(release.manufacturer(), release.id()))
                .map(found -> new Result(found, Optional.empty()));
    }

    private Mono<Result> sign(Actor actor, Release release) {
        UUID intent = ids.next();
        return evidence.awaitLogged(release)
                .then(Mono.defer(() -> recordIntent(intent, release)))
                .then(Mono.defer(() -> content.verify(release)))
                .then(passed(Step.PAYLOADS_VERIFIED))
                .then(Mono.defer(() -> signAndStore(actor, release, intent)))
                .onErrorResume(RefusedException.class, refused -> refuse(actor, release, intent, refused))
                .flatMap(event ->
                        releases.find(release.manufacturer(), release.id()).map(found -> new Result(found, event)));
    }

    private Mono<Void> recordIntent(UUID id, Release release) {
        return draft(id, release)
                .flatMap(draft -> intents.record(draft.intent(), clock.instant()))
                .as(transaction::transactional)
                .then(passed(Step.INTENT_RECORDED));
    }

    private Mono<Draft> draft(UUID id, Release release) {
        return repositories
                .situation(release.manufacturer(), List.of())
                .zipWith(Mono.defer(() -> evidence.lines(release)))
                .map(read -> draft(id, release, read.getT1(), read.getT2()));
    }

    private Draft draft(UUID id, Release release, Situation situation, ReleaseEvidence.Lines lines) {
        String product = release.id().product();
        Instant expires = clock.instant().plus(lifetimes.productLifetime()).truncatedTo(ChronoUnit.SECONDS);
        long version = situation.nextVersion(product);
        List<TargetFile> files = new ArrayList<>(situation.wanted(product));
        ReleaseContent.targets(release, lines).forEach(target -> files.add(target.file()));
        byte[] bytes = CanonicalJson.olpc(Refresh.product(version, expires, files, situation.delegations(product)));
        Intent intent = new Intent(id, release.manufacturer(), product, version, "release.sign " + release.id(), bytes);
        return new Draft(release, lines, situation, intent, expires);
    }

    /** Returns the event that awaits people's signatures, or nothing when the release is signed. */
    private Mono<Optional<SigningEvent>> signAndStore(Actor actor, Release seen, UUID intent) {
        return repositories
                .table()
                .lock(seen.manufacturer())
                .then(Mono.defer(() -> releases.lock(seen.manufacturer(), seen.id())))
                .flatMap(release -> draft(intent, release))
                .flatMap(draft -> alreadyOpen(draft)
                        .map(Optional::of)
                        .switchIfEmpty(Mono.defer(() -> signAndStore(actor, draft))))
                .as(transaction::transactional)
                .delayUntil(event -> passed(event.isPresent() ? Step.EVENT_OPENED : Step.RELEASE_SIGNED_COMMITTED));
    }

    /** Returns the event that is open for exactly this release as it is now; another one of the role is in the way. */
    private Mono<SigningEvent> alreadyOpen(Draft draft) {
        Release release = draft.release();
        return events.table()
                .open(release.manufacturer(), release.id().product())
                .flatMap(event -> event.release().filter(release.id()::equals).isPresent()
                        ? signed.endIfOver(event, draft.situation(), release, draft.lines())
                                .hasElement()
                                .flatMap(ended -> ended ? Mono.empty() : reuse(event, draft))
                        : makeRoom(event, draft));
    }

    private Mono<SigningEvent> reuse(SigningEvent event, Draft draft) {
        return intents.finish(
                        draft.intent().id(),
                        "awaits signatures already",
                        draft.situation().now())
                .thenReturn(event);
    }

    /** A renewal gives way, for the metadata of a release are new as well. */
    private Mono<SigningEvent> makeRoom(SigningEvent event, Draft draft) {
        return events.endIfOver(
                        event,
                        draft.situation(),
                        Optional.of("release-to-be-signed").filter(reason -> event.purpose() == Purpose.RENEWAL))
                .hasElement()
                .flatMap(ended -> ended
                        ? Mono.empty()
                        : Mono.error(() -> new OtherOpen(
                                        event.id(),
                                        event.role(),
                                        event.purpose().code())
                                .refused()));
    }

    private Mono<Optional<SigningEvent>> signAndStore(Actor actor, Draft draft) {
        Instant now = draft.situation().now();
        return evidence.verdict(draft.release(), draft.lines(), now)
                .flatMap(this::requireAccepted)
                .then(Mono.defer(() -> requireLogged(draft.lines())))
                .then(Mono.defer(() -> serverSigned(draft)))
                .delayUntil(file -> passed(Step.RELEASE_METADATA_SIGNED))
                .flatMap(file -> draft.situation().accepts(file)
                        ? signed.store(actor, draft.release(), draft.lines(), file, now)
                                .then(intents.finish(draft.intent().id(), "signed", now))
                                .then(passed(Step.RELEASE_SIGNED_LOGGED))
                                .thenReturn(Optional.<SigningEvent>empty())
                        : open(actor, draft, file).map(Optional::of));
    }

    private Mono<Void> requireAccepted(Verdict verdict) {
        return verdict.accepted() ? passed(Step.GATE_PASSED) : Mono.error(new Blocked(verdict).refused());
    }

    private static Mono<Void> requireLogged(ReleaseEvidence.Lines lines) {
        return lines.isLogged() ? Mono.empty() : Mono.error(() -> new EvidenceNotLogged().refused());
    }

    private Mono<SigningEvent> open(Actor actor, Draft draft, Metadata file) {
        Release release = draft.release();
        Instant now = draft.situation().now();
        return requireSignable(actor, release)
                .then(Mono.defer(() -> events.open(new SigningEvents.Request(
                        release.manufacturer(),
                        file,
                        Purpose.RELEASE,
                        Optional.of(release.id()),
                        delegation(draft),
                        actor.id(),
                        actor.describe(),
                        now))))
                .delayUntil(event -> intents.finish(draft.intent().id(), "awaits signatures", now));
    }

    private static DelegatedRole delegation(Draft draft) {
        String product = draft.release().id().product();
        return draft.situation().visible().delegation(product).orElseThrow(() -> new NoDelegation(product).refused());
    }

    /** The release does not move yet, and could: anything else is refused and logged as if it were to move. */
    private Mono<Void> requireSignable(Actor actor, Release release) {
        return ReleaseLifeCycle.next(release.state(), ReleaseEvent.SIGN).isPresent()
                ? Mono.empty()
                : releases.transition(release.manufacturer(), release.id(), ReleaseEvent.SIGN, actor, "")
                        .then();
    }

    private Mono<Metadata> serverSigned(Draft draft) {
        Intent intent = draft.intent();
        JsonObject toBeSigned = Json.parseObject(intent.toBeSigned());
        return signers.of(intent.manufacturer(), draft.situation().visible(), intent.role())
                .switchIfEmpty(Mono.error(() -> new NoDelegation(intent.role()).refused()))
                .map(signer -> RoleSigner.sign(intent.role(), intent.version(), draft.expires(), toBeSigned, signer));
    }

    private <T> Mono<T> refuse(Actor actor, Release release, UUID intent, RefusedException refused) {
        String code = refused.refusal().type().code();
        Mono<Void> logged =
                refused.refusal() instanceof SigningRefusal || refused.refusal() instanceof SigningEventRefusal
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
