package io.suture.server.signing;

import io.suture.server.audit.AuditTrail;
import io.suture.server.audit.LogGuard;
import io.suture.server.identity.Actor;
import io.suture.server.identity.Role;
import io.suture.server.problem.CommonRefusal.NotPermitted;
import io.suture.server.problem.RefusedException;
import io.suture.server.release.Releases;
import io.suture.server.signing.CrashPoint.Step;
import io.suture.server.signing.SigningEvent.Purpose;
import io.suture.server.signing.SigningEvent.Signature;
import io.suture.server.signing.SigningEventRefusal.Closed;
import io.suture.server.signing.SigningRefusal.Blocked;
import io.suture.trust.gate.People;
import io.suture.trust.gate.Verdict;
import io.suture.trust.key.KeyId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * What people do with signing events: sign and refuse. Payloads and gate are checked again with every signature; the one
 * that meets the threshold of the delegation in force stores the result in the same transaction.
 */
final class Approvals {

    private final CurrentEvents current;
    private final SigningEvents events;
    private final Repositories repositories;
    private final SignedReleases signed;
    private final Releases releases;
    private final ReleaseEvidence evidence;
    private final ReleaseContent content;
    private final AuditTrail audit;
    private final LogGuard log;
    private final TransactionalOperator transaction;
    private final CrashPoint crash;

    Approvals(
            CurrentEvents current,
            SigningEvents events,
            Repositories repositories,
            SignedReleases signed,
            Releases releases,
            ReleaseEvidence evidence,
            ReleaseContent content,
            AuditTrail audit,
            LogGuard log,
            TransactionalOperator transaction,
            CrashPoint crash) {
        this.current = current;
        this.events = events;
        this.repositories = repositories;
        this.signed = signed;
        this.releases = releases;
        this.evidence = evidence;
        this.content = content;
        this.audit = audit;
        this.log = log;
        this.transaction = transaction;
        this.crash = crash;
    }

    /** Adds a person's signature and returns the event as it then is. */
    Mono<SigningEvent> sign(Actor actor, String manufacturer, UUID id, KeyId key, String hex) {
        return current.find(manufacturer, id)
                .flatMap(seen -> verifyPayloads(seen)
                        .then(Mono.defer(() -> inTransaction(manufacturer, id, event -> sign(actor, event, key, hex))))
                        .onErrorResume(RefusedException.class, refused -> refuse(actor, seen, refused)))
                .then(passed(Step.EVENT_SIGNED))
                .then(Mono.defer(() -> current.find(manufacturer, id)));
    }

    private Mono<Void> verifyPayloads(SigningEvent event) {
        return event.isOpen() && event.release().isPresent()
                ? releases.find(event.manufacturer(), event.release().get()).flatMap(content::verify)
                : Mono.empty();
    }

    /** Refuses the event: it ends without a result, and its release can be signed again or rejected. */
    Mono<SigningEvent> refuse(Actor actor, String manufacturer, UUID id, String reason) {
        return current.find(manufacturer, id)
                .then(Mono.defer(() -> inTransaction(
                        manufacturer,
                        id,
                        event -> requireMayRefuse(actor, event)
                                .then(Mono.defer(() -> events.close(
                                                event.event(),
                                                SigningEventStep.REFUSE,
                                                actor.describe(),
                                                reason,
                                                event.situation().now())
                                        .then())))))
                .then(Mono.defer(() -> current.find(manufacturer, id)));
    }

    @FunctionalInterface
    private interface Work {

        Mono<Void> on(CurrentEvent event);
    }

    /** Works on an open event under the publisher's lock; one that is over is ended instead, which is not undone. */
    private Mono<Void> inTransaction(String manufacturer, UUID id, Work work) {
        return current.lock(manufacturer, id)
                .flatMap(event -> requireOpen(event.event())
                        .then(Mono.defer(() -> current.endIfOver(event)))
                        .map(state -> true)
                        .switchIfEmpty(Mono.defer(() -> work.on(event).thenReturn(false))))
                .as(transaction::transactional)
                .flatMap(ended -> ended
                        ? current.find(manufacturer, id).flatMap(event -> Mono.error(closed(event)))
                        : Mono.empty());
    }

    private static Mono<Void> requireOpen(SigningEvent event) {
        return event.isOpen() ? Mono.empty() : Mono.error(closed(event));
    }

    private static RefusedException closed(SigningEvent event) {
        return new Closed(event.id(), event.state(), event.reason()).refused();
    }

    private Mono<Void> sign(Actor actor, CurrentEvent now, KeyId key, String hex) {
        Signature signature =
                new Signature(key, hex, Optional.of(actor.id()), now.situation().now());
        return evidence.people(now.event().manufacturer())
                .doOnNext(people -> check(now, people).require(now.event(), signature, actor))
                .then(passed(Step.EVENT_SIGNATURE_VERIFIED))
                .then(Mono.defer(() -> requireAccepted(now)))
                .then(Mono.defer(() -> store(actor, now, signature)));
    }

    private static SignatureCheck check(CurrentEvent now, People people) {
        return new SignatureCheck(now.role(), people, now.situation().now());
    }

    private Mono<Void> requireAccepted(CurrentEvent now) {
        return Mono.justOrEmpty(now.content())
                .flatMap(content -> evidence.verdict(
                        content.release(), content.lines(), now.situation().now()))
                .filter(verdict -> !verdict.accepted())
                .flatMap(verdict -> Mono.error(blocked(verdict)));
    }

    private static RefusedException blocked(Verdict verdict) {
        return new Blocked(verdict).refused();
    }

    private Mono<Void> store(Actor actor, CurrentEvent now, Signature signature) {
        SigningEvent event = now.event();
        Metadata file = event.metadataWith(signature);
        boolean complete = RepositoryState.isSigned(file, now.role().keys());
        SigningEventStep step = complete ? SigningEventStep.COMPLETE : SigningEventStep.SIGN;
        return events.sign(event, signature, step, actor.describe())
                .then(passed(Step.EVENT_SIGNATURE_STORED))
                .then(Mono.defer(() -> complete ? complete(actor, now, file) : Mono.empty()));
    }

    private Mono<Void> complete(Actor actor, CurrentEvent now, Metadata file) {
        return now.content()
                .map(content -> signed.store(
                                actor,
                                content.release(),
                                content.lines(),
                                file,
                                now.situation().now())
                        .then(passed(Step.RELEASE_SIGNED_LOGGED)))
                .orElseGet(() -> show(now, file));
    }

    /** What needs no publication becomes visible at once; a removal even on a damaged log. */
    private Mono<Void> show(CurrentEvent now, Metadata file) {
        String manufacturer = now.event().manufacturer();
        Mono<Void> intact =
                now.event().purpose() == Purpose.WITHDRAWAL ? Mono.empty() : log.requireIntact(manufacturer);
        return intact.then(Mono.defer(() -> repositories
                        .table()
                        .insert(manufacturer, file, now.situation().now())))
                .then(Mono.defer(() -> repositories.refresh(manufacturer, List.of())))
                .then();
    }

    private Mono<Void> requireMayRefuse(Actor actor, CurrentEvent now) {
        return evidence.people(now.event().manufacturer())
                .filter(people ->
                        !actor.has(Role.QUALITY_APPROVER) && !check(now, people).isHolder(actor.id()))
                .flatMap(people -> Mono.error(new NotPermitted(
                                "Only a quality approver or a holder of a key of the role refuses a signing event.")
                        .refused()));
    }

    /** A refused signature stays on the record, whoever sent it. */
    private Mono<Void> refuse(Actor actor, SigningEvent event, RefusedException refused) {
        String code = refused.refusal().type().code();
        return audit.refusal(SigningEventEntry.signatureRefused(event, code, actor.describe()))
                .then(Mono.error(refused));
    }

    private Mono<Void> passed(Step step) {
        return Mono.fromRunnable(() -> crash.passed(step));
    }
}
