package io.suture.server.signing;

import io.suture.server.audit.AuditTrail;
import io.suture.server.audit.LogGuard;
import io.suture.server.blob.BlobStore;
import io.suture.server.release.Releases;
import io.suture.server.runtime.Ids;
import io.suture.server.schedule.BackgroundJob;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;

/** Wires signing events. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SigningEventSettings.class)
class SigningEventConfiguration {

    @Bean
    SigningEventTable signingEventTable(DatabaseClient database) {
        return new SigningEventTable(database);
    }

    @Bean
    SigningEvents signingEvents(
            SigningEventTable table,
            RoleVersions versions,
            AuditTrail audit,
            SigningEventSettings settings,
            Ids ids,
            ObjectProvider<CrashPoint> crash) {
        return new SigningEvents(table, versions, audit, settings, ids, crash.getIfAvailable(() -> CrashPoint.NONE));
    }

    @Bean
    ReleaseContent releaseContent(BlobStore blobs) {
        return new ReleaseContent(blobs);
    }

    @Bean
    SignedReleases signedReleases(
            Releases releases,
            MetadataTable metadata,
            RoleVersions versions,
            SigningEvents events,
            ObjectProvider<CrashPoint> crash) {
        return new SignedReleases(releases, metadata, versions, events, crash.getIfAvailable(() -> CrashPoint.NONE));
    }

    @Bean
    CurrentEvents currentEvents(
            SigningEvents events,
            Repositories repositories,
            Releases releases,
            ReleaseEvidence evidence,
            SignedReleases signed) {
        return new CurrentEvents(events, repositories, releases, evidence, signed);
    }

    @Bean
    Approvals approvals(
            CurrentEvents current,
            SigningEvents events,
            Repositories repositories,
            SignedReleases signed,
            Releases releases,
            ReleaseEvidence evidence,
            ReleaseContent content,
            AuditTrail audit,
            LogGuard log,
            TransactionalOperator transaction,
            ObjectProvider<CrashPoint> crash) {
        return new Approvals(
                current,
                events,
                repositories,
                signed,
                releases,
                evidence,
                content,
                audit,
                log,
                transaction,
                crash.getIfAvailable(() -> CrashPoint.NONE));
    }

    @Bean
    SigningEventKeeper signingEventKeeper(
            SigningEventTable table, CurrentEvents current, TransactionalOperator transaction) {
        return new SigningEventKeeper(table, current, transaction);
    }

    @Bean
    BackgroundJob signingEventJob(SigningEventKeeper keeper, SigningEventSettings settings) {
        return new BackgroundJob("signing events", settings.pause(), keeper::round);
    }
}
