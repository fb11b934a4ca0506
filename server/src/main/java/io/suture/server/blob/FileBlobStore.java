package io.suture.server.blob;

import io.suture.server.blob.BlobRefusal.StorageFull;
import io.suture.server.blob.BlobRefusal.TooLarge;
import io.suture.server.blob.BlobRefusal.TooManyUploads;
import io.suture.server.runtime.Ids;
import io.suture.trust.digest.Digest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Blobs as files. All file work happens on one bounded scheduler. */
final class FileBlobStore implements BlobStore {

    private final BlobFolder folder;
    private final BlobLimits limits;
    private final Scheduler workers;
    private final Ids ids;
    private final Semaphore slots;

    FileBlobStore(BlobFolder folder, BlobLimits limits, Scheduler workers, Ids ids) {
        this.folder = folder;
        this.limits = limits;
        this.workers = workers;
        this.ids = ids;
        this.slots = new Semaphore(limits.maxUploads());
    }

    @Override
    public Mono<StoredBlob> store(Flux<DataBuffer> content, Expected expected) {
        return Mono.using(
                this::takeSlot,
                slot -> ingest(content, new Upload(folder.temporary(ids.next()), limits, expected), expected),
                Slot::free);
    }

    private Slot takeSlot() {
        if (!slots.tryAcquire()) {
            throw new TooManyUploads(limits.maxUploads()).refused();
        }
        return new Slot();
    }

    private boolean open(Upload upload, Expected expected) throws IOException {
        long announced = expected.length().orElse(0L);
        if (announced > limits.maxBytes()) {
            throw new TooLarge(limits.maxBytes()).refused();
        }
        if (folder.freeBytes() - announced < limits.reserve().toBytes()) {
            throw new StorageFull().refused();
        }
        upload.open();
        return true;
    }

    /**
     * What waits for the writer is a {@link Chunk}, not a buffer: the outer discard hooks of the response would release a
     * buffer a second time. The file is opened inside, so that whoever ends it also finds one that is just being opened.
     */
    private Mono<StoredBlob> ingest(Flux<DataBuffer> content, Upload begun, Expected expected) {
        return Mono.usingWhen(
                Mono.just(begun),
                upload -> work(() -> open(upload, expected))
                        .thenMany(content.map(Chunk::new))
                        .publishOn(workers, BlobLimits.PREFETCH)
                        .map(chunk -> upload.accept(chunk.buffer()))
                        .doOnDiscard(Chunk.class, Chunk::release)
                        .then(Mono.fromCallable(() -> upload.finish(folder))),
                upload -> Mono.empty(),
                (upload, failure) -> abandon(upload),
                this::abandon);
    }

    private Mono<Void> abandon(Upload upload) {
        return Mono.<Void>fromRunnable(upload::abandon).subscribeOn(workers);
    }

    @Override
    public Mono<ByteBuffer> read(Digest digest, long offset, int length) {
        return file(digest, path -> {
            try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
                long left = Math.clamp(channel.size() - offset, 0L, (long) length);
                ByteBuffer bytes = ByteBuffer.allocate((int) left);
                while (bytes.hasRemaining() && channel.read(bytes, offset + bytes.position()) >= 0) {}
                return bytes.flip();
            }
        });
    }

    @Override
    public Mono<Long> length(Digest digest) {
        return file(digest, Files::size);
    }

    @Override
    public Mono<Boolean> verify(Digest digest) {
        return file(digest, path -> hash(path).equals(digest)).defaultIfEmpty(false);
    }

    private Digest hash(Path path) throws IOException {
        MessageDigest digest = Digest.sha256();
        ByteBuffer buffer = ByteBuffer.allocate((int) limits.buffer().toBytes());
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            while (channel.read(buffer.clear()) >= 0) {
                digest.update(buffer.flip());
            }
        }
        return Digest.ofBytes(digest.digest());
    }

    private <T> Mono<T> file(Digest digest, FileWork<T> work) {
        return work(() -> folder.file(digest)).flatMap(Mono::justOrEmpty).flatMap(path -> work(() -> work.on(path)));
    }

    private <T> Mono<T> work(Callable<T> callable) {
        return Mono.fromCallable(callable).subscribeOn(workers);
    }

    /** A buffer that only this class releases. */
    private record Chunk(DataBuffer buffer) {

        void release() {
            DataBufferUtils.release(buffer);
        }
    }

    /** Work on the file of a blob. */
    private interface FileWork<T> {
        T on(Path path) throws IOException;
    }

    /** The right to run one upload. */
    private final class Slot {

        void free() {
            slots.release();
        }
    }
}
