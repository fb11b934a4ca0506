package io.suture.server.blob;

import io.suture.server.runtime.DataDirectoryLock;
import io.suture.server.runtime.Ids;
import io.suture.server.runtime.SutureSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** The blob store in {@code <data-dir>}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(BlobLimits.class)
class BlobConfiguration {

    private static final int WAITING = 10_000;

    /** An upload of another replica that was not written to for so long is none. */
    private static final Duration SLOWEST_UPLOAD = Duration.ofDays(1);

    @Bean
    BlobFolder blobFolder(SutureSettings settings, DataDirectoryLock lock, Clock clock) {
        BlobFolder folder = new BlobFolder(settings.dataDir());
        folder.prepare(lock.isAlone() ? Instant.MAX : clock.instant().minus(SLOWEST_UPLOAD));
        return folder;
    }

    @Bean(destroyMethod = "dispose")
    Scheduler ingestScheduler(BlobLimits limits) {
        return Schedulers.newBoundedElastic(limits.maxUploads() + 2, WAITING, "ingest");
    }

    @Bean
    BlobStore blobStore(BlobFolder folder, BlobLimits limits, Scheduler ingestScheduler, Ids ids) {
        return new FileBlobStore(folder, limits, ingestScheduler, ids);
    }
}
