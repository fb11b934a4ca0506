package io.suture.server.signing;

import io.suture.server.audit.LogGuard;
import io.suture.server.signing.CrashPoint.Step;
import io.suture.server.signing.MetadataTable.StoredTarget;
import io.suture.trust.json.JsonObject;
import io.suture.trust.key.Signer;
import io.suture.trust.release.ReleaseId;
import io.suture.trust.tuf.TargetFile;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.LongFunction;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Makes the repository of a manufacturer show what it should, in one transaction under the publisher's lock: sign what is
 * missing or half expired, read the result as a device would, raise the version marks outside the database, make
 * everything visible at once. Repeatable, so that it is also the repair after a crash.
 */
final class Repositories {

    private final DatabaseClient database;
    private final MetadataTable metadata;
    private final SigningKeys keys;
    private final LogGuard log;
    private final TransactionalOperator transaction;
    private final TufLifetimes lifetimes;
    private final Path dataDirectory;
    private final Clock clock;
    private final Scheduler blocking;
    private final CrashPoint crash;

    Repositories(
            DatabaseClient database,
            SigningKeys keys,
            LogGuard log,
            TransactionalOperator transaction,
            TufLifetimes lifetimes,
            Path dataDirectory,
            Clock clock,
            Scheduler blocking,
            CrashPoint crash) {
        this.database = database;
        this.metadata = new MetadataTable(database);
        this.keys = keys;
        this.log = log;
        this.transaction = transaction;
        this.lifetimes = lifetimes;
        this.dataDirectory = dataDirectory;
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
        return metadata.lock(manufacturer)
                .then(Mono.zip(metadata.state(manufacturer, true), metadata.state(manufacturer, false)))
                .flatMap(states -> {
                    RepositoryState visible = states.getT1().with(offline);
                    return visible.isInitialised()
                            ? refresh(manufacturer, visible, states.getT2(), offline)
                            : Mono.just(0);
                });
    }

    private Mono<Integer> refresh(
            String manufacturer, RepositoryState visible, RepositoryState newest, List<Metadata> offline) {
        return Mono.zip(wanted(manufacturer), authorities(manufacturer, visible), marks(manufacturer))
                .flatMap(inputs -> {
                    Instant now = clock.instant();
                    Refresh refresh = new Refresh(visible, inputs.getT1(), newest.current(), lifetimes, now);
                    return onWorker(() -> refresh.sign(new Planned(inputs.getT2(), newest, inputs.getT3())))
                            .flatMap(signed -> show(manufacturer, visible, inputs.getT1(), offline, signed, now));
                });
    }

    private Mono<Integer> show(
            String manufacturer,
            RepositoryState visible,
            Map<String, List<TargetFile>> wanted,
            List<Metadata> offline,
            List<Metadata> signed,
            Instant now) {
        if (signed.isEmpty() && offline.isEmpty()) {
            return Mono.just(0);
        }
        List<Metadata> all = new ArrayList<>(offline);
        all.addAll(signed);
        crash.passed(Step.ROLES_SIGNED);
        Collection<TargetFile> files =
                wanted.values().stream().flatMap(List::stream).toList();
        return onWorker(() -> {
                    DryRun.verify(visible.with(signed), files, now);
                    crash.passed(Step.DRY_RUN_PASSED);
                    new VersionMarks(dataDirectory, manufacturer).raise(signed);
                    crash.passed(Step.VERSIONS_MARKED);
                    return all;
                })
                .flatMapIterable(stored -> stored)
                .concatMap(file -> store(manufacturer, file, now))
                .then(metadata.requireStored(manufacturer, all))
                .then(Mono.fromCallable(() -> {
                    crash.passed(Step.MADE_VISIBLE);
                    return all.size();
                }));
    }

    private Mono<Void> store(String manufacturer, Metadata file, Instant now) {
        return metadata.insert(manufacturer, file, now)
                .then(metadata.raiseVersion(manufacturer, file))
                .then(metadata.show(manufacturer, file));
    }

    /** Signs with versions above everything recorded in the database and outside it. */
    private record Planned(Map<String, Signer> signers, RepositoryState newest, Map<String, Long> marks)
            implements Refresh.Authority {

        @Override
        public Metadata sign(String role, Instant expires, LongFunction<JsonObject> signed) {
            long stored = newest.role(role).map(Metadata::version).orElse(0L);
            long version = Math.max(stored, marks.getOrDefault(role, 0L)) + 1;
            Signer signer = Objects.requireNonNull(signers.get(role), () -> "no key for role " + role);
            return RoleSigner.sign(role, version, expires, signed.apply(version), signer);
        }
    }

    private Mono<Map<String, Signer>> authorities(String manufacturer, RepositoryState state) {
        List<String> roles = new ArrayList<>(state.products());
        roles.addAll(List.of("snapshot", "timestamp"));
        return Flux.fromIterable(roles)
                .concatMap(role -> keys.signer(manufacturer, role).map(signer -> Map.entry(role, signer)))
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    private Mono<Map<String, Long>> marks(String manufacturer) {
        return onWorker(() -> new VersionMarks(dataDirectory, manufacturer).read());
    }

    /** What devices should find: the files of every release that is published or suspended and covered by a checkpoint. */
    private Mono<Map<String, List<TargetFile>>> wanted(String manufacturer) {
        return database.sql("""
                        select r.product, r.version from release r
                        join release_publication p on p.manufacturer = r.manufacturer and p.product = r.product
                             and p.version = r.version
                        join audit_leaf leaf on leaf.event_id = p.event_id
                        where r.manufacturer = :manufacturer and r.state in ('published', 'suspended')
                          and leaf.leaf_index < (select max(size) from log_checkpoint where manufacturer = :manufacturer)
                        """)
                .bind("manufacturer", manufacturer)
                .map(row -> new ReleaseId(MetadataTable.text(row, "product"), MetadataTable.text(row, "version")))
                .all()
                .collectList()
                .flatMapIterable(releases -> releases)
                .concatMap(release -> metadata.releaseTargets(manufacturer, release)
                        .map(StoredTarget::file)
                        .collectList()
                        .map(files -> Map.entry(release.product(), files)))
                .collect(HashMap::new, Repositories::add);
    }

    private static void add(Map<String, List<TargetFile>> wanted, Map.Entry<String, List<TargetFile>> release) {
        wanted.computeIfAbsent(release.getKey(), product -> new ArrayList<>()).addAll(release.getValue());
    }

    private <T> Mono<T> onWorker(Callable<T> work) {
        return Mono.fromCallable(work).subscribeOn(blocking);
    }
}
