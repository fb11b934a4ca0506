package io.suture.server.signing;

import io.suture.server.audit.AuditTrail;
import io.suture.server.audit.LogGuard;
import io.suture.server.identity.Actor;
import io.suture.server.signing.CrashPoint.Step;
import io.suture.trust.json.JsonObject;
import io.suture.trust.key.Signer;
import io.suture.trust.tuf.DeltaRole;
import io.suture.trust.tuf.OfflineUpdate;
import io.suture.trust.tuf.TargetFile;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.LongFunction;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Makes the repository of a manufacturer show what it should, in one transaction under the publisher's lock: sign what is
 * missing or half expired, ask people for the signatures the server cannot give, read the result as a device would, raise
 * the version marks outside the database, make everything visible at once. Repeatable, so that it is also the repair
 * after a crash.
 */
final class Repositories {

    private final MetadataTable metadata;
    private final WantedFiles wanted;
    private final RoleVersions versions;
    private final SigningEvents events;
    private final OnlineSigners signers;
    private final LogGuard log;
    private final AuditTrail audit;
    private final TransactionalOperator transaction;
    private final TufLifetimes lifetimes;
    private final Clock clock;
    private final Scheduler blocking;
    private final CrashPoint crash;

    Repositories(
            MetadataTable metadata,
            WantedFiles wanted,
            RoleVersions versions,
            SigningEvents events,
            OnlineSigners signers,
            LogGuard log,
            AuditTrail audit,
            TransactionalOperator transaction,
            TufLifetimes lifetimes,
            Clock clock,
            Scheduler blocking,
            CrashPoint crash) {
        this.metadata = metadata;
        this.wanted = wanted;
        this.versions = versions;
        this.events = events;
        this.signers = signers;
        this.log = log;
        this.audit = audit;
        this.transaction = transaction;
        this.lifetimes = lifetimes;
        this.clock = clock;
        this.blocking = blocking;
        this.crash = crash;
    }

    MetadataTable table() {
        return metadata;
    }

    /** Brings the repository up to date and returns how many files became visible. */
    Mono<Integer> refresh(String manufacturer) {
        return log.requireIntact(manufacturer)
                .then(Mono.defer(() -> refresh(manufacturer, List.of())))
                .as(transaction::transactional)
                .doOnNext(count -> crash.passed(Step.VISIBLE_COMMITTED));
    }

    /**
     * Does the same inside the caller's transaction, with offline files that become visible too. Works on a damaged log,
     * for a withdrawal must not wait; versions never decrease even then.
     */
    Mono<Integer> refresh(String manufacturer, List<Metadata> offline) {
        return situation(manufacturer, offline)
                .flatMap(situation ->
                        situation.visible().isInitialised() ? refresh(manufacturer, situation, offline) : Mono.just(0));
    }

    /** Takes the publisher's lock and reads what signing depends on. */
    Mono<Situation> situation(String manufacturer, List<Metadata> offline) {
        return metadata.lock(manufacturer)
                .then(Mono.defer(() -> Mono.zip(
                        metadata.state(manufacturer, true),
                        metadata.state(manufacturer, false),
                        wanted.of(manufacturer),
                        wanted.deltas(manufacturer),
                        versions.known(manufacturer))))
                .map(read -> new Situation(
                        read.getT1().with(offline),
                        read.getT2(),
                        read.getT3(),
                        read.getT4(),
                        read.getT5(),
                        clock.instant()));
    }

    private Mono<Integer> refresh(String manufacturer, Situation situation, List<Metadata> offline) {
        return Mono.zip(authorities(manufacturer, situation.visible()), events.waiting(manufacturer, situation))
                .flatMap(inputs -> onWorker(() -> new Refresh(situation, inputs.getT2(), lifetimes)
                                .sign(new Planned(inputs.getT1(), situation)))
                        .flatMap(signed -> events.ask(manufacturer, situation, signed.awaiting())
                                .then(show(manufacturer, situation, signed, inputs.getT2(), offline))));
    }

    /**
     * Asks people, in the caller's transaction, for the signatures without which the delegations of offline files would
     * hide what devices see now; returns the events, none when nothing stands in the way.
     */
    Mono<List<SigningEvent>> askBefore(Actor actor, String manufacturer, List<Metadata> offline) {
        return situation(manufacturer, offline)
                .filter(situation -> situation.visible().isInitialised())
                .flatMap(situation -> authorities(manufacturer, situation.visible())
                        .flatMap(signers -> onWorker(() -> new Refresh(situation, Set.of(), lifetimes)
                                .unaccepted(new Planned(signers, situation))))
                        .doOnNext(files -> {
                            if (!files.isEmpty()) {
                                DryRun.verifyDelegator(situation.visible());
                            }
                        })
                        .flatMap(files -> events.askBefore(actor, manufacturer, situation, files)))
                .defaultIfEmpty(List.of());
    }

    private Mono<Integer> show(
            String manufacturer,
            Situation situation,
            Refresh.Signed signed,
            Set<String> waiting,
            List<Metadata> offline) {
        if (signed.visible().isEmpty() && offline.isEmpty()) {
            return Mono.just(0);
        }
        List<Metadata> all = new ArrayList<>(offline);
        all.addAll(signed.visible());
        crash.passed(Step.ROLES_SIGNED);
        Set<String> late = new HashSet<>(waiting);
        signed.awaiting().forEach(file -> late.add(file.role()));
        return onWorker(() -> {
                    DryRun.verify(situation.visible().with(signed.visible()), files(situation, late), situation.now());
                    crash.passed(Step.DRY_RUN_PASSED);
                    versions.show(manufacturer, signed.visible());
                    crash.passed(Step.VERSIONS_MARKED);
                    return all;
                })
                .flatMapIterable(stored -> stored)
                .concatMap(file -> store(manufacturer, file, situation.now()))
                .then(metadata.requireStored(manufacturer, all))
                .then(log(manufacturer, signed.visible()))
                .then(Mono.fromCallable(() -> {
                    crash.passed(Step.MADE_VISIBLE);
                    return all.size();
                }));
    }

    /** Returns the files that devices must find now: those of products that wait for signatures come later. */
    private static Collection<TargetFile> files(Situation situation, Set<String> late) {
        return situation.wanted().entrySet().stream()
                .filter(role -> !late.contains(role.getKey()))
                .filter(role -> !DeltaRole.isName(role.getKey()) || !late.contains(DeltaRole.product(role.getKey())))
                .flatMap(role -> role.getValue().stream())
                .toList();
    }

    /** Each use of an online key for metadata is in the log: renewals, which nobody asked for, too. */
    private Mono<Void> log(String manufacturer, List<Metadata> signed) {
        return signed.isEmpty()
                ? Mono.empty()
                : audit.append(SignedByServer.event(manufacturer, signed)).then();
    }

    private Mono<Void> store(String manufacturer, Metadata file, Instant now) {
        return metadata.insert(manufacturer, file, now)
                .then(metadata.raiseVersion(manufacturer, file))
                .then(metadata.show(manufacturer, file));
    }

    /** Signs with versions above everything recorded in the database and outside it. */
    private record Planned(Map<String, Signer> signers, Situation situation) implements Refresh.Authority {

        @Override
        public Metadata sign(String role, Instant expires, LongFunction<JsonObject> signed) {
            long version = situation.nextVersion(role);
            Signer signer = Objects.requireNonNull(signers.get(role), () -> "no key for role " + role);
            return RoleSigner.sign(role, version, expires, signed.apply(version), signer);
        }
    }

    private Mono<Map<String, Signer>> authorities(String manufacturer, RepositoryState state) {
        List<String> roles = new ArrayList<>(List.of("snapshot", "timestamp", OfflineUpdate.ROLE));
        state.products().forEach(product -> roles.addAll(List.of(product, DeltaRole.name(product))));
        return signers.of(manufacturer, state, roles);
    }

    private <T> Mono<T> onWorker(Callable<T> work) {
        return Mono.fromCallable(work).subscribeOn(blocking);
    }
}
