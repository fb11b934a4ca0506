package io.suture.server.evidence;

import io.suture.server.blob.BlobStore;
import io.suture.server.problem.CommonRefusal.NotFound;
import io.suture.trust.digest.Digest;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Hands out evidence files from the blob store, to the manufacturer whose they are and only as they were uploaded. */
@Component
class EvidenceFileStore implements EvidenceFiles {

    private static final int CHUNK = 64 * 1024;

    private final EvidenceFileTable table;
    private final BlobStore blobs;

    EvidenceFileStore(EvidenceFileTable table, BlobStore blobs) {
        this.table = table;
        this.blobs = blobs;
    }

    @Override
    public Mono<EvidenceFileRecord> find(String manufacturer, Digest digest) {
        return table.find(manufacturer, digest);
    }

    @Override
    public Flux<DataBuffer> read(String manufacturer, Digest digest) {
        return intact(manufacturer, digest).flatMapMany(this::chunks);
    }

    /** Return the record of a file whose bytes are those that were uploaded. */
    Mono<EvidenceFileRecord> intact(String manufacturer, Digest digest) {
        return find(manufacturer, digest)
                .switchIfEmpty(Mono.error(() -> new NotFound("evidence file").refused()))
                .filterWhen(file -> blobs.verify(digest))
                .switchIfEmpty(Mono.error(() -> new EvidenceFileRefusal.Damaged(digest).refused()));
    }

    /** Return the bytes of a file that was found intact. */
    Flux<DataBuffer> chunks(EvidenceFileRecord file) {
        int count = Math.toIntExact((file.length() + CHUNK - 1) / CHUNK);
        return Flux.range(0, count)
                .concatMap(i -> blobs.read(file.digest(), (long) i * CHUNK, CHUNK), 1)
                .map(DefaultDataBufferFactory.sharedInstance::wrap);
    }
}
