package io.suture.server.distribution;

import io.netty.handler.ssl.SslContext;
import io.suture.server.audit.AuditLog;
import io.suture.server.audit.AuditTrail;
import io.suture.server.blob.LocalBlobs;
import io.suture.server.catalog.Catalog;
import io.suture.server.fleet.Contacts;
import io.suture.server.fleet.DeviceAuthority;
import io.suture.server.fleet.Devices;
import io.suture.server.fleet.Receipts;
import io.suture.server.problem.Problems;
import io.suture.server.runtime.Listeners;
import io.suture.server.runtime.Listeners.Listener;
import io.suture.server.runtime.RefusedStartException;
import io.suture.server.runtime.TlsSettings;
import io.suture.server.schedule.BackgroundJob;
import io.suture.server.signing.Director;
import io.suture.server.signing.PublishedMetadata;
import io.suture.trust.key.SoftwareSigner;
import io.suture.trust.pki.Certificates;
import java.time.Clock;
import javax.net.ssl.SSLException;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.scheduler.Schedulers;

/** Wires the device listener. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({DeviceListenerSettings.class, RepositorySettings.class})
class DistributionConfiguration {

    @Bean
    Views views() {
        return new Views();
    }

    @Bean
    ViewsFollower viewsFollower(
            DatabaseClient database, PublishedMetadata published, Catalog catalog, Devices devices, Views views) {
        return new ViewsFollower(database, new RepositoryLoader(database, published, catalog), devices, views);
    }

    @Bean
    BackgroundJob followJob(ViewsFollower follower, DeviceListenerSettings settings) {
        return new BackgroundJob("device listener snapshot", settings.reloadPause(), follower::look);
    }

    @Bean
    RepositoryFiles repositoryFiles(Views views, LocalBlobs blobs) {
        return new RepositoryFiles(views, blobs, Schedulers.boundedElastic());
    }

    @Bean
    CarriedLog carriedLog(Views views, AuditLog log, Receipts receipts) {
        return new CarriedLog(views, log, receipts);
    }

    @Bean
    DownloadStarts downloadStarts(DatabaseClient database, TransactionalOperator transaction, AuditTrail audit) {
        return new DownloadStarts(database, transaction, audit);
    }

    @Bean
    DeviceRoutes deviceRoutes(
            Views views,
            LocalBlobs blobs,
            DownloadStarts starts,
            AuditLog log,
            Director director,
            Receipts receipts,
            Contacts contacts,
            Problems problems,
            DeviceListenerSettings settings,
            Clock clock) {
        Answers answers = new Answers(problems);
        MappedFiles files = new MappedFiles(blobs, Schedulers.boundedElastic(), System::nanoTime);
        return new DeviceRoutes(
                views,
                new FileAnswers(files, answers),
                starts,
                new LogAnswers(log, answers),
                new AgentAnswers(director, receipts, contacts, answers, settings, clock),
                answers);
    }

    @Bean
    DeviceListener deviceListener(
            DeviceListenerSettings settings,
            TlsSettings tls,
            DeviceAuthority authority,
            DeviceRoutes routes,
            Listeners listeners) {
        return new DeviceListener(
                settings, context(tls, authority), routes, port -> listeners.ready(Listener.DEVICE, port));
    }

    private static SslContext context(TlsSettings tls, DeviceAuthority authority) {
        try {
            return new DeviceTls(
                            SoftwareSigner.fromPem(tls.keyPem(), null).jcaPrivateKey(),
                            Certificates.parsePem(tls.certificatePem()),
                            authority.certificate())
                    .context();
        } catch (SSLException e) {
            throw new RefusedStartException(
                    "The device listener's TLS identity cannot be used: " + e.getMessage(),
                    "Check suture.tls.certificate, suture.tls.key and suture.device.ca-certificate.",
                    e);
        }
    }
}
