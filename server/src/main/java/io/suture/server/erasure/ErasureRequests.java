package io.suture.server.erasure;

import io.suture.server.audit.AuditEvent;
import io.suture.server.audit.AuditTrail;
import io.suture.server.audit.DataSubject;
import io.suture.server.audit.Erasures;
import io.suture.server.audit.Erasures.Logged;
import io.suture.server.erasure.ErasureRequest.Ending;
import io.suture.server.identity.Actor;
import io.suture.server.problem.CommonRefusal.NotFound;
import io.suture.server.problem.RefusedException;
import io.suture.server.runtime.Ids;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Erasures, which take two people: one asks, with the legal basis, and another one confirms; only then the key goes. Every step
 * and every refusal is an event in the same transaction as the change, or in its own.
 */
@Component
class ErasureRequests {

    private final ErasureTable table;
    private final Erasures erasures;
    private final AuditTrail audit;
    private final TransactionalOperator transaction;
    private final Clock clock;
    private final Ids ids;

    ErasureRequests(
            ErasureTable table,
            Erasures erasures,
            AuditTrail audit,
            TransactionalOperator transaction,
            Clock clock,
            Ids ids) {
        this.table = table;
        this.erasures = erasures;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
        this.ids = ids;
    }

    /** Asks for an erasure; nothing is destroyed by that. */
    Mono<ErasureRequest> ask(String manufacturer, ErasureWish wish, Actor actor) {
        return requireAnother(actor, wish.subject())
                .then(Mono.defer(() -> erasures.keyOf(manufacturer, wish.subject())))
                .map(key -> ErasureRequest.open(ids.next(), manufacturer, key, wish, actor.id(), now()))
                .flatMap(request -> audit.append(ErasureEvents.requested(request, actor))
                        .flatMap(event -> table.insert(request, request.open().orElseThrow(), event))
                        .filter(stored -> stored)
                        .switchIfEmpty(Mono.error(() -> new ErasureRefusal.AlreadyRequested(request.kind()).refused()))
                        .as(transaction::transactional)
                        .thenReturn(request))
                .onErrorResume(
                        RefusedException.class, refused -> report(manufacturer, Optional.empty(), actor, refused));
    }

    private static Mono<Void> requireAnother(Actor actor, DataSubject subject) {
        return subject.equals(DataSubject.person(actor.id()))
                ? Mono.error(new ErasureRefusal.OtherPersonNeeded(ErasureStep.CONFIRM, ErasureParty.SUBJECT).refused())
                : Mono.empty();
    }

    /** Confirms a request as the second person; then the key is destroyed. */
    Mono<ErasureRequest> confirm(String manufacturer, UUID id, Actor actor) {
        Mono<Logged> logged =
                step(manufacturer, id, ErasureStep.CONFIRM, actor, request -> ErasureEvents.confirmed(request, actor));
        return ended(manufacturer, id, actor, erasures.erase(manufacturer, logged));
    }

    /** Says no as the second person. */
    Mono<ErasureRequest> refuse(String manufacturer, UUID id, String reason, Actor actor) {
        Mono<Logged> logged = step(
                manufacturer, id, ErasureStep.REFUSE, actor, request -> ErasureEvents.refused(request, actor, reason));
        return ended(manufacturer, id, actor, logged.as(transaction::transactional));
    }

    /** Takes back what one asked for. */
    Mono<ErasureRequest> withdraw(String manufacturer, UUID id, String reason, Actor actor) {
        Mono<Logged> logged = step(
                manufacturer,
                id,
                ErasureStep.WITHDRAW,
                actor,
                request -> ErasureEvents.withdrawn(request, actor, reason));
        return ended(manufacturer, id, actor, logged.as(transaction::transactional));
    }

    /** Returns a request. */
    Mono<ErasureRequest> find(String manufacturer, UUID id) {
        return table.find(manufacturer, id).switchIfEmpty(Mono.error(ErasureRequests::absent));
    }

    /** Returns the newest requests. */
    Flux<ErasureRequest> list(String manufacturer) {
        return table.list(manufacturer);
    }

    /** Ends every request whose time is over. */
    Mono<Void> expire() {
        return Mono.fromSupplier(this::now)
                .flatMapMany(now -> table.overdue(now).collectList().flatMapIterable(overdue -> overdue))
                .concatMap(overdue -> table.lock(overdue.manufacturer(), overdue.id())
                        .flatMap(request -> end(
                                request,
                                ErasureStep.EXPIRE,
                                ErasureParty.CLOCK,
                                Optional.empty(),
                                ErasureEvents.expired(request)))
                        .as(transaction::transactional))
                .then();
    }

    private Mono<Logged> step(
            String manufacturer, UUID id, ErasureStep step, Actor actor, Function<ErasureRequest, AuditEvent> entry) {
        return table.lock(manufacturer, id)
                .switchIfEmpty(Mono.error(ErasureRequests::absent))
                .delayUntil(request -> request.refusal(step, request.party(actor), now())
                        .map(why -> Mono.<Void>error(why.refused()))
                        .orElseGet(Mono::empty))
                .flatMap(request ->
                        end(request, step, request.party(actor), Optional.of(actor.id()), entry.apply(request)));
    }

    /** Empty when the table of steps does not lead on from here. */
    private Mono<Logged> end(
            ErasureRequest request, ErasureStep step, ErasureParty by, Optional<String> person, AuditEvent entry) {
        return Mono.justOrEmpty(ErasureLifeCycle.next(request.state(), step, by))
                .flatMap(state -> audit.append(entry)
                        .delayUntil(event -> table.end(request.id(), state, new Ending(person, now()), event)))
                .map(event -> new Logged(event, request.key()));
    }

    private Mono<ErasureRequest> ended(String manufacturer, UUID id, Actor actor, Mono<?> change) {
        return change.then(Mono.defer(() -> find(manufacturer, id)))
                .onErrorResume(
                        RefusedException.class, refused -> report(manufacturer, Optional.of(id), actor, refused));
    }

    private <T> Mono<T> report(String manufacturer, Optional<UUID> id, Actor actor, RefusedException refused) {
        String code = refused.refusal().type().code();
        return audit.refusal(ErasureEvents.stepRefused(manufacturer, id, actor, code))
                .then(Mono.error(refused));
    }

    private static RuntimeException absent() {
        return new NotFound("request for an erasure").refused();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
