package io.suture.server.distribution;

import io.suture.server.blob.LocalBlobs;
import io.suture.trust.digest.Digest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** The mapped files in use, the longest unused released first. A released mapping lives on until its last download ends. */
final class MappedFiles {

    /** How many files stay mapped. */
    static final int MAX_FILES = 512;

    private final LocalBlobs blobs;
    private final Scheduler workers;
    private final LongSupplier ticker;
    private final Map<Digest, MappedFile> files = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Digest, MappedFile> eldest) {
            return size() > MAX_FILES;
        }
    };

    MappedFiles(LocalBlobs blobs, Scheduler workers, LongSupplier ticker) {
        this.blobs = blobs;
        this.workers = workers;
        this.ticker = ticker;
    }

    /** Returns the blob if it has exactly this length; fails with {@link BlobUnavailableException} otherwise. */
    Mono<MappedFile> open(Digest digest, long length) {
        MappedFile known = find(digest);
        if (known != null) {
            return known.length() == length ? Mono.just(known) : Mono.error(BlobUnavailableException.length(digest));
        }
        return Mono.fromCallable(() -> map(digest, length)).subscribeOn(workers);
    }

    /** Reads the window of this position on a worker, then runs the continuation. */
    void prefault(MappedFile file, long position, Runnable then) {
        workers.schedule(() -> {
            file.prefault(position);
            then.run();
        });
    }

    private synchronized @Nullable MappedFile find(Digest digest) {
        return files.get(digest);
    }

    private MappedFile map(Digest digest, long length) {
        MappedFile mapped = read(digest);
        if (mapped.length() != length) {
            throw BlobUnavailableException.length(digest);
        }
        synchronized (this) {
            files.put(digest, mapped);
        }
        return mapped;
    }

    private MappedFile read(Digest digest) {
        Path path = blobs.file(digest).orElseThrow(() -> BlobUnavailableException.missing(digest));
        try {
            return MappedFile.map(path, ticker);
        } catch (IOException e) {
            throw BlobUnavailableException.unreadable(digest, e);
        }
    }
}
