package io.suture.server.signing;

import io.suture.server.audit.AuditTrail;
import io.suture.server.identity.Actor;
import io.suture.server.problem.RefusedException;
import io.suture.server.runtime.Ids;
import io.suture.server.signing.CrashPoint.Step;
import io.suture.server.signing.SigningEvent.Purpose;
import io.suture.server.signing.SigningEvent.Signature;
import io.suture.server.signing.SigningEventRefusal.Closed;
import io.suture.server.signing.SigningEventRefusal.TooManyOpen;
import io.suture.trust.json.CanonicalJson;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import io.suture.trust.key.KeyId;
import io.suture.trust.release.ReleaseId;
import io.suture.trust.tuf.DelegatedRole;
import io.suture.trust.tuf.TargetFile;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Opens, moves and ends signing events: always under the publisher's lock, in the caller's transaction, with an audit event. */
final class SigningEvents {

    private static final Logger log = LoggerFactory.getLogger(SigningEvents.class);

    private final SigningEventTable table;
    private final RoleVersions versions;
    private final AuditTrail audit;
    private final SigningEventSettings settings;
    private final Ids ids;
    private final CrashPoint crash;

    SigningEvents(
            SigningEventTable table,
            RoleVersions versions,
            AuditTrail audit,
            SigningEventSettings settings,
            Ids ids,
            CrashPoint crash) {
        this.table = table;
        this.versions = versions;
        this.audit = audit;
        this.settings = settings;
        this.ids = ids;
        this.crash = crash;
    }

    SigningEventTable table() {
        return table;
    }

    /**
     * What people are asked to sign.
     *
     * @param manufacturer whose repository
     * @param file the metadata with the server's signature
     * @param purpose why
     * @param release the release that is signed, if one is
     * @param delegation under which it is signed
     * @param openedBy who asked
     * @param actor the same for the log
     * @param at when
     */
    record Request(
            String manufacturer,
            Metadata file,
            Purpose purpose,
            Optional<ReleaseId> release,
            DelegatedRole delegation,
            String openedBy,
            JsonObject actor,
            Instant at) {}

    /** Ends what is over or obsolete; returns the products that need not be asked about again. */
    Mono<Set<String>> waiting(String manufacturer, Situation situation) {
        return table.latest(manufacturer)
                .concatMap(event ->
                        isWaiting(event, situation).filter(waits -> waits).map(waits -> event.role()))
                .collect(Collectors.toSet());
    }

    private Mono<Boolean> isWaiting(SigningEvent event, Situation situation) {
        return event.isOpen()
                ? endIfOver(event, situation, Optional.empty()).hasElement().map(ended -> !ended)
                : Mono.just(situation.isStillRefused(event));
    }

    /** Ends an open event that is over or obsolete and returns the state it ended in; empty when it may be signed. */
    Mono<SigningEventState> endIfOver(SigningEvent event, Situation situation, Optional<String> otherReason) {
        if (event.isOver(situation.now())) {
            return close(event, SigningEventStep.EXPIRE, SigningEventEntry.SERVICE, "time-over", situation.now());
        }
        return Mono.justOrEmpty(situation.obsolete(event).or(() -> otherReason))
                .flatMap(reason ->
                        close(event, SigningEventStep.SUPERSEDE, SigningEventEntry.SERVICE, reason, situation.now()));
    }

    /** Asks people to sign what the server alone cannot: metadata of products that carry the server's signature. */
    Mono<Void> ask(String manufacturer, Situation situation, List<Metadata> awaiting) {
        return Flux.fromIterable(awaiting)
                .concatMap(file -> open(new Request(
                                manufacturer,
                                file,
                                purpose(situation, file.role()),
                                Optional.empty(),
                                situation.visible().delegation(file.role()).orElseThrow(),
                                "signing",
                                SigningEventEntry.SERVICE,
                                situation.now()))
                        .then()
                        .onErrorResume(SigningEvents::isTooMany, failure -> {
                            log.error(
                                    "ALERT: {} of {} cannot be renewed: {}",
                                    file.role(),
                                    manufacturer,
                                    failure.getMessage());
                            return Mono.empty();
                        }))
                .then();
    }

    /** Asks people to sign for delegations that are to come; an event that does so already stays, another one gives way. */
    Mono<List<SigningEvent>> askBefore(Actor actor, String manufacturer, Situation situation, List<Metadata> awaiting) {
        return Flux.fromIterable(awaiting)
                .concatMap(file -> askBefore(
                        situation,
                        new Request(
                                manufacturer,
                                file,
                                Purpose.DELEGATION,
                                Optional.empty(),
                                situation.visible().delegation(file.role()).orElseThrow(),
                                actor.id(),
                                actor.describe(),
                                situation.now())))
                .collectList();
    }

    private Mono<SigningEvent> askBefore(Situation situation, Request request) {
        return table.open(request.manufacturer(), request.file().role())
                .flatMap(open -> open.purpose() == Purpose.DELEGATION && open.isOpenedUnder(request.delegation())
                        ? endIfOver(open, situation, Optional.empty())
                                .hasElement()
                                .map(ended -> !ended)
                        : endIfOver(open, situation, Optional.of("delegation-to-be-changed"))
                                .thenReturn(false))
                .filter(stays -> stays)
                .flatMap(stays ->
                        table.open(request.manufacturer(), request.file().role()))
                .switchIfEmpty(Mono.defer(() -> open(request)));
    }

    private static boolean isTooMany(Throwable failure) {
        return failure instanceof RefusedException refused && refused.refusal() instanceof TooManyOpen;
    }

    private static Purpose purpose(Situation situation, String product) {
        Map<String, TargetFile> wanted = Refresh.byPath(situation.wanted(product));
        Map<String, TargetFile> current = situation
                .visible()
                .role(product)
                .map(file -> file.targets().files())
                .orElse(Map.of());
        if (!wanted.keySet().containsAll(current.keySet())) {
            return Purpose.WITHDRAWAL;
        }
        return wanted.equals(current) ? Purpose.RENEWAL : Purpose.PUBLICATION;
    }

    /** Opens an event; the server's own signature is its first. */
    Mono<SigningEvent> open(Request request) {
        SigningEvent event = event(request);
        return requireRoom(request.manufacturer())
                .then(versions.use(request.manufacturer(), request.file()))
                .then(passed(Step.EVENT_VERSION_MARKED))
                .then(Mono.defer(() -> audit.append(SigningEventEntry.opened(event, request.actor()))))
                .flatMap(id -> table.insert(event, id)
                        .then(table.insertSignature(event, event.signatures().getFirst(), id)))
                .then(passed(Step.EVENT_STORED))
                .thenReturn(event);
    }

    private Mono<Void> requireRoom(String manufacturer) {
        return table.countOpen(manufacturer)
                .flatMap(open -> open < settings.maxOpen()
                        ? Mono.empty()
                        : Mono.error(() -> new TooManyOpen(settings.maxOpen()).refused()));
    }

    private SigningEvent event(Request request) {
        Metadata file = request.file();
        JsonObject document = Json.parseObject(file.bytes());
        JsonObject first = document.objects("signatures").getFirst();
        return new SigningEvent(
                ids.next(),
                request.manufacturer(),
                file.role(),
                file.version(),
                request.purpose(),
                request.release(),
                CanonicalJson.olpc(document.object("signed")),
                SigningEvent.describe(request.delegation()),
                file.expires(),
                SigningEventState.OPEN,
                "",
                request.openedBy(),
                request.at(),
                request.at().plus(settings.lifetime()),
                List.of(new Signature(
                        new KeyId(first.string("keyid")), first.string("sig"), Optional.empty(), request.at())));
    }

    /** Adds a verified signature; the step says whether it is the last. */
    Mono<Void> sign(SigningEvent event, Signature signature, SigningEventStep step, JsonObject actor) {
        SigningEventState to = next(event, step);
        return audit.append(SigningEventEntry.signed(event, step, signature.keyid(), actor))
                .flatMap(id -> table.insertSignature(event, signature, id)
                        .then(table.move(event, to, "", signature.at(), id)));
    }

    /** Ends an event without a result. */
    Mono<SigningEventState> close(
            SigningEvent event, SigningEventStep step, JsonObject actor, String reason, Instant at) {
        SigningEventState to = next(event, step);
        return audit.append(SigningEventEntry.closed(event, step, reason, actor))
                .flatMap(id -> table.move(event, to, reason, at, id))
                .thenReturn(to);
    }

    private static SigningEventState next(SigningEvent event, SigningEventStep step) {
        return SigningEventLifeCycle.next(event.state(), step)
                .orElseThrow(() -> new Closed(event.id(), event.state(), event.reason()).refused());
    }

    private Mono<Void> passed(Step step) {
        return Mono.fromRunnable(() -> crash.passed(step));
    }
}
