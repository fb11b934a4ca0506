package io.suture.server.signing;

import io.micrometer.core.instrument.MeterRegistry;
import io.suture.server.audit.AuditLog;
import io.suture.server.audit.AuditTrail;
import io.suture.server.audit.LogGuard;
import io.suture.server.release.Releases;
import io.suture.server.runtime.ExampleKeys;
import io.suture.server.runtime.Ids;
import io.suture.server.runtime.KeyFolder;
import io.suture.server.runtime.SutureSettings;
import io.suture.server.schedule.BackgroundJob;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.scheduler.Scheduler;

/** Wires the signing service. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TufLifetimes.class)
class SigningConfiguration {

    @Bean
    SigningKeys signingKeys(KeyFolder keys, Scheduler blockingScheduler) {
        return new FileSigningKeys(keys, blockingScheduler);
    }

    @Bean
    KeyTable keyTable(DatabaseClient database) {
        return new KeyTable(database);
    }

    @Bean
    OnlineSigners onlineSigners(KeyTable table, SigningKeys keys) {
        return new OnlineSigners(table, keys);
    }

    @Bean
    KeyRegistry keyRegistry(
            DatabaseClient database,
            KeyTable table,
            SigningKeys keys,
            AuditTrail audit,
            TransactionalOperator transaction,
            SutureSettings settings,
            Clock clock) {
        return new KeyRegistry(database, table, keys, audit, transaction, settings, clock);
    }

    @Bean
    Director director(OnlineSigners signers, Scheduler blockingScheduler) {
        return new Director(signers, blockingScheduler);
    }

    @Bean
    MetadataTable metadataTable(DatabaseClient database) {
        return new MetadataTable(database);
    }

    @Bean
    RoleVersions roleVersions(MetadataTable metadata, SutureSettings settings, Scheduler blockingScheduler) {
        return new RoleVersions(metadata, settings.dataDir(), blockingScheduler);
    }

    @Bean
    MissingKeys missingKeys(
            KeyRegistry keys, MetadataTable metadata, AuditTrail audit, TransactionalOperator transaction) {
        return new MissingKeys(keys, metadata, audit, transaction);
    }

    @Bean
    WantedFiles wantedFiles(DatabaseClient database, MetadataTable metadata, KeyRegistry keys) {
        return new WantedFiles(database, metadata, keys);
    }

    @Bean
    Repositories repositories(
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
            Scheduler blockingScheduler,
            ObjectProvider<CrashPoint> crash) {
        return new Repositories(
                metadata,
                wanted,
                versions,
                events,
                signers,
                log,
                audit,
                transaction,
                lifetimes,
                clock,
                blockingScheduler,
                crash.getIfAvailable(() -> CrashPoint.NONE));
    }

    @Bean
    PublishedMetadata publishedMetadata(MetadataTable metadata) {
        return new PublishedMetadata(metadata);
    }

    @Bean
    OfflineRepository offlineRepository(
            KeyRegistry keys,
            Repositories repositories,
            AuditTrail audit,
            AuditLog log,
            DatabaseClient database,
            ReleaseEvidence evidence,
            TransactionalOperator transaction,
            ExampleKeys examples,
            Clock clock,
            Scheduler blockingScheduler) {
        StrandedReleases stranded = new StrandedReleases(database, evidence, clock, blockingScheduler);
        return new OfflineRepository(
                keys, repositories, audit, log, stranded, transaction, examples, clock, blockingScheduler);
    }

    @Bean
    ReleaseEvidence releaseEvidence(DatabaseClient database, MetadataTable metadata, AuditLog log) {
        return new ReleaseEvidence(metadata, new LoggedEvidence(database, log));
    }

    @Bean
    ReleaseSigning releaseSigning(
            DatabaseClient database,
            Releases releases,
            ReleaseEvidence evidence,
            ReleaseContent content,
            Repositories repositories,
            SignedReleases signed,
            SigningEvents events,
            OnlineSigners signers,
            TransactionalOperator transaction,
            TufLifetimes lifetimes,
            Ids ids,
            Clock clock,
            ObjectProvider<CrashPoint> crash) {
        return new ReleaseSigning(
                releases,
                evidence,
                content,
                repositories,
                signed,
                events,
                new Intents(database),
                signers,
                transaction,
                lifetimes,
                ids,
                clock,
                crash.getIfAvailable(() -> CrashPoint.NONE));
    }

    @Bean
    Publications publications(
            DatabaseClient database,
            Releases releases,
            ReleaseEvidence evidence,
            Repositories repositories,
            AuditLog log,
            TransactionalOperator transaction,
            Clock clock,
            ObjectProvider<CrashPoint> crash) {
        return new Publications(
                database,
                releases,
                evidence,
                repositories,
                log,
                transaction,
                clock,
                crash.getIfAvailable(() -> CrashPoint.NONE));
    }

    @Bean
    ExpiryWatch expiryWatch(MeterRegistry meters, TufLifetimes lifetimes, Clock clock) {
        return new ExpiryWatch(meters, lifetimes, clock);
    }

    @Bean
    Renewal renewal(DatabaseClient database, Repositories repositories, ExpiryWatch watch, Clock clock) {
        return new Renewal(database, repositories, new Intents(database), watch, clock);
    }

    @Bean
    BackgroundJob renewalJob(Renewal renewal, TufLifetimes lifetimes) {
        return new BackgroundJob("renewal", lifetimes.renewalPause(), renewal::round);
    }
}
