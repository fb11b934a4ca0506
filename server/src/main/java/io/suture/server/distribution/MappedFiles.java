package io.suture.server.distribution;

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

    private final Scheduler workers;
    private final LongSupplier ticker;
    private final Map<Path, MappedFile> files = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Path, MappedFile> eldest) {
            return size() > MAX_FILES;
        }
    };

    MappedFiles(Scheduler workers, LongSupplier ticker) {
        this.workers = workers;
        this.ticker = ticker;
    }

    /** Returns the file if it has exactly this length; fails with {@link BlobUnavailableException} otherwise. */
    Mono<MappedFile> open(Path path, long length) {
        MappedFile known = find(path);
        if (known != null) {
            return known.length() == length ? Mono.just(known) : Mono.error(BlobUnavailableException.length(path));
        }
        return Mono.fromCallable(() -> map(path, length)).subscribeOn(workers);
    }

    /** Reads the window of this position on a worker, then runs the continuation. */
    void prefault(MappedFile file, long position, Runnable then) {
        workers.schedule(() -> {
            file.prefault(position);
            then.run();
        });
    }

    private synchronized @Nullable MappedFile find(Path path) {
        return files.get(path);
    }

    private MappedFile map(Path path, long length) {
        MappedFile mapped = read(path);
        if (mapped.length() != length) {
            throw BlobUnavailableException.length(path);
        }
        synchronized (this) {
            files.put(path, mapped);
        }
        return mapped;
    }

    private MappedFile read(Path path) {
        try {
            return MappedFile.map(path, ticker);
        } catch (IOException e) {
            throw BlobUnavailableException.unreadable(path, e);
        }
    }
}
