package io.suture.server.signing;

import io.suture.server.audit.AuditEvent;
import io.suture.server.audit.AuditKind;
import io.suture.server.audit.AuditLog;
import io.suture.server.audit.AuditTrail;
import io.suture.server.identity.Actor;
import io.suture.server.problem.RefusedException;
import io.suture.server.runtime.ExampleKeys;
import io.suture.server.signing.MetadataTable.StoredTarget;
import io.suture.server.signing.SigningEventRefusal.SignaturesNeeded;
import io.suture.server.signing.SigningRefusal.OfflineRefused;
import io.suture.trust.digest.Digest;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.MalformedDocumentException;
import io.suture.trust.log.LogException;
import io.suture.trust.tuf.TufException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Takes over what the key holders signed offline: all of it or nothing, visible with new online metadata at once. */
final class OfflineRepository {

    private final KeyRegistry keys;
    private final Repositories repositories;
    private final AuditTrail audit;
    private final AuditLog log;
    private final StrandedReleases stranded;
    private final TransactionalOperator transaction;
    private final ExampleKeys examples;
    private final Clock clock;
    private final Scheduler blocking;

    OfflineRepository(
            KeyRegistry keys,
            Repositories repositories,
            AuditTrail audit,
            AuditLog log,
            StrandedReleases stranded,
            TransactionalOperator transaction,
            ExampleKeys examples,
            Clock clock,
            Scheduler blocking) {
        this.keys = keys;
        this.repositories = repositories;
        this.audit = audit;
        this.log = log;
        this.stranded = stranded;
        this.transaction = transaction;
        this.examples = examples;
        this.clock = clock;
        this.blocking = blocking;
    }

    /** Return the versions that count after the upload, by role. */
    Mono<Map<String, Long>> accept(Actor actor, String manufacturer, byte[] body) {
        return onWorker(() -> OfflineUpload.parse(body))
                .flatMap(upload -> accept(actor, manufacturer, upload))
                .onErrorMap(TufException.class, e -> refused(e.code(), e))
                .onErrorMap(MalformedDocumentException.class, e -> refused("malformed-document", e))
                .onErrorMap(LogException.class, e -> refused(e.code(), e))
                .onErrorResume(RefusedException.class, refused -> logged(actor, manufacturer, refused));
    }

    /** Logs a refusal; that signatures are still missing is the signing event's own entry. */
    private <T> Mono<T> logged(Actor actor, String manufacturer, RefusedException refused) {
        Mono<T> answer = Mono.error(refused);
        if (refused.refusal() instanceof SignaturesNeeded) {
            return answer;
        }
        JsonObject detail = JsonObject.builder()
                .put("code", refused.refusal().type().code())
                .put("reason", String.valueOf(refused.getMessage()))
                .build();
        return audit.refusal(new AuditEvent(
                        manufacturer,
                        AuditKind.REPOSITORY_REFUSED,
                        JsonObject.EMPTY,
                        actor.describe(),
                        JsonObject.EMPTY,
                        detail))
                .then(answer);
    }

    private static Throwable refused(String code, RuntimeException cause) {
        return new OfflineRefused(code, String.valueOf(cause.getMessage())).refused();
    }

    private Mono<Map<String, Long>> accept(Actor actor, String manufacturer, OfflineUpload upload) {
        MetadataTable table = repositories.table();
        Mono<Map<String, byte[]>> stored = table.targets(manufacturer, "policy/")
                .collectMap(
                        target -> target.file().path(), target -> target.bytes().orElseThrow());
        return table.lock(manufacturer)
                .then(Mono.zip(table.state(manufacturer, true), served(manufacturer), stored))
                .flatMap(read -> onWorker(() -> check(upload, read.getT1(), read.getT2(), read.getT3()))
                        .flatMap(checked -> withStranded(manufacturer, upload, read.getT3(), checked)))
                .flatMap(checked -> askOrStore(actor, manufacturer, checked))
                .as(transaction::transactional)
                .flatMap(asked -> asked.isEmpty()
                        ? repositories.table().state(manufacturer, true).map(OfflineRepository::versions)
                        : Mono.error(() -> new SignaturesNeeded(asked).refused()));
    }

    private Mono<OfflineUpload.Served> served(String manufacturer) {
        return keys.publicKeys(manufacturer)
                .zipWith(log.checkpoint(manufacturer).singleOptional(), OfflineUpload.Served::new);
    }

    /** Stores all, or nothing but the questions that must be answered first. */
    private Mono<List<SigningEvent>> askOrStore(Actor actor, String manufacturer, Checked checked) {
        return repositories
                .askBefore(actor, manufacturer, checked.metadata())
                .flatMap(asked ->
                        asked.isEmpty() ? store(actor, manufacturer, checked).thenReturn(asked) : Mono.just(asked));
    }

    private record Checked(List<Metadata> metadata, List<StoredTarget> policies, List<Stranded> stranded) {}

    private Mono<Checked> withStranded(
            String manufacturer, OfflineUpload upload, Map<String, byte[]> stored, Checked checked) {
        return stranded.by(manufacturer, PolicyChange.of(stored, checked.policies()))
                .collectList()
                .map(found -> new Checked(checked.metadata(), checked.policies(), upload.requireAccepted(found)));
    }

    private Checked check(
            OfflineUpload upload, RepositoryState before, OfflineUpload.Served served, Map<String, byte[]> stored) {
        List<Metadata> files = upload.newFiles(before);
        Predicate<Digest> allowed = examples::allows;
        return new Checked(files, upload.check(before.with(files), served, stored, allowed), List.of());
    }

    private Mono<Integer> store(Actor actor, String manufacturer, Checked checked) {
        Instant now = clock.instant();
        if (checked.metadata().isEmpty()) {
            return Mono.just(0);
        }
        return audit.append(event(actor, manufacturer, checked))
                .flatMap(event -> targets(manufacturer, checked.policies(), now, event))
                .then(repositories.refresh(manufacturer, checked.metadata()));
    }

    private Mono<Void> targets(String manufacturer, List<StoredTarget> policies, Instant now, UUID event) {
        return Flux.fromIterable(policies)
                .concatMap(policy -> repositories.table().insertTarget(manufacturer, policy, now, event))
                .then();
    }

    private static AuditEvent event(Actor actor, String manufacturer, Checked checked) {
        return new AuditEvent(
                manufacturer,
                AuditKind.REPOSITORY_INITIALISED,
                Metadata.digests(checked.metadata()),
                actor.describe(),
                JsonObject.EMPTY,
                detail(checked.stranded()));
    }

    private static JsonObject detail(List<Stranded> stranded) {
        List<String> names =
                stranded.stream().map(one -> one.release().toString()).toList();
        return names.isEmpty()
                ? JsonObject.EMPTY
                : JsonObject.builder().putStrings("acceptStranded", names).build();
    }

    private static Map<String, Long> versions(RepositoryState state) {
        Map<String, Long> versions = new TreeMap<>();
        state.all().forEach(file -> versions.put(file.role(), file.version()));
        return versions;
    }

    private <T> Mono<T> onWorker(Callable<T> work) {
        return Mono.fromCallable(work).subscribeOn(blocking);
    }
}
