package io.suture.server.evidence;

import io.suture.server.audit.AuditEvent;
import io.suture.server.audit.AuditKind;
import io.suture.server.audit.AuditTrail;
import io.suture.server.blob.BlobRefusal;
import io.suture.server.blob.BlobStore;
import io.suture.server.blob.BlobStore.Expected;
import io.suture.server.blob.StoredBlob;
import io.suture.server.identity.Actor;
import io.suture.server.problem.CommonRefusal.NotFound;
import io.suture.server.problem.RefusedException;
import io.suture.trust.digest.Digest;
import io.suture.trust.json.JsonObject;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SynchronousSink;

/**
 * Takes evidence files in. The bytes are always read and hashed, also of a file that is known: naming a digest gives nobody
 * a file that they do not have.
 */
@Component
@EnableConfigurationProperties(EvidenceFileLimits.class)
class EvidenceFileUploads {

    private final EvidenceFileTable table;
    private final BlobStore blobs;
    private final AuditTrail audit;
    private final TransactionalOperator transaction;
    private final EvidenceFileLimits limits;
    private final Clock clock;

    EvidenceFileUploads(
            EvidenceFileTable table,
            BlobStore blobs,
            AuditTrail audit,
            TransactionalOperator transaction,
            EvidenceFileLimits limits,
            Clock clock) {
        this.table = table;
        this.blobs = blobs;
        this.audit = audit;
        this.transaction = transaction;
        this.limits = limits;
        this.clock = clock;
    }

    /** The outcome: the file, and whether it is new. */
    record Taken(EvidenceFileRecord file, boolean added) {}

    /** There is room when the bytes begin to arrive, and still when they have arrived. */
    Mono<Taken> take(String manufacturer, Digest digest, Optional<Long> length, Flux<DataBuffer> content, Actor actor) {
        if (length.filter(announced -> announced > limits.maxBytes()).isPresent()) {
            return Mono.error(tooLarge());
        }
        Expected expected = new Expected(Optional.of(digest), length);
        return known(manufacturer, digest)
                .switchIfEmpty(Mono.defer(() -> requireRoom(manufacturer)).cast(Taken.class))
                .then(Mono.defer(() -> blobs.store(limited(content), expected)))
                .flatMap(blob -> record(manufacturer, blob, actor));
    }

    private Flux<DataBuffer> limited(Flux<DataBuffer> content) {
        return Flux.defer(() -> {
            AtomicLong total = new AtomicLong();
            return content.handle((buffer, sink) -> count(buffer, total, sink));
        });
    }

    private void count(DataBuffer buffer, AtomicLong total, SynchronousSink<DataBuffer> sink) {
        if (total.addAndGet(buffer.readableByteCount()) > limits.maxBytes()) {
            DataBufferUtils.release(buffer);
            sink.error(tooLarge());
        } else {
            sink.next(buffer);
        }
    }

    private RefusedException tooLarge() {
        return new BlobRefusal.TooLarge(limits.maxBytes()).refused();
    }

    private Mono<Taken> record(String manufacturer, StoredBlob blob, Actor actor) {
        return table.lock(manufacturer)
                .switchIfEmpty(Mono.error(() -> new NotFound("manufacturer").refused()))
                .then(Mono.defer(() -> known(manufacturer, blob.digest())))
                .switchIfEmpty(Mono.defer(
                        () -> requireRoom(manufacturer).then(Mono.defer(() -> add(manufacturer, blob, actor)))))
                .as(transaction::transactional);
    }

    private Mono<Taken> known(String manufacturer, Digest digest) {
        return table.find(manufacturer, digest).map(file -> new Taken(file, false));
    }

    private Mono<Void> requireRoom(String manufacturer) {
        return table.countSince(manufacturer, clock.instant().minus(EvidenceFileLimits.DAY))
                .filter(files -> files >= limits.maxPerDay())
                .flatMap(full -> Mono.error(new EvidenceFileRefusal.TooManyToday(limits.maxPerDay()).refused()));
    }

    private Mono<Taken> add(String manufacturer, StoredBlob blob, Actor actor) {
        Instant now = clock.instant();
        EvidenceFileRecord file = new EvidenceFileRecord(blob.digest(), blob.length(), actor.id(), now);
        return audit.append(uploaded(manufacturer, file, actor))
                .flatMap(event -> table.insert(manufacturer, file, event))
                .thenReturn(new Taken(file, true));
    }

    private static AuditEvent uploaded(String manufacturer, EvidenceFileRecord file, Actor actor) {
        return new AuditEvent(
                manufacturer,
                AuditKind.EVIDENCE_FILE_UPLOADED,
                JsonObject.EMPTY,
                actor.describe(),
                JsonObject.builder().put("file", file.digest().toString()).build(),
                JsonObject.builder().put("length", file.length()).build());
    }
}
