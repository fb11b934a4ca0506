package io.suture.server.audit;

import io.suture.server.runtime.SutureSettings;
import io.suture.server.schedule.BackgroundJob;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.scheduler.Scheduler;

/** Wires the write path (sequencer, checkpoints) and the read path of the logs. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AuditSettings.class)
class AuditConfiguration {

    @Bean
    SubjectKeys subjectKeys(SutureSettings settings, SecureRandom random) {
        return new SubjectKeys(settings.dataDir(), random);
    }

    @Bean
    SealedEvents sealedEvents(SubjectKeys keys, SecureRandom random) {
        return new SealedEvents(keys, random);
    }

    @Bean
    SealedSections sealedSections(SubjectKeys keys, Scheduler blockingScheduler) {
        return new SealedSections(keys, blockingScheduler);
    }

    @Bean
    EventPages eventPages(
            DatabaseClient database, SubjectKeys keys, SealedSections sections, Scheduler blockingScheduler) {
        return new EventPages(database, keys, sections, blockingScheduler);
    }

    @Bean
    AuditLog auditLog(DatabaseClient database, AuditSettings settings) {
        return new AuditLog(database, settings.patience());
    }

    @Bean
    Checkpointer checkpointer(
            DatabaseClient database,
            TransactionalOperator transaction,
            LogSigners signers,
            SutureSettings settings,
            Clock clock,
            Scheduler blockingScheduler) {
        return new Checkpointer(
                new LogTables(database), signers, transaction, settings.dataDir(), clock, blockingScheduler);
    }

    @Bean
    LogFsck logFsck(DatabaseClient database, SealedSections sections, Checkpointer checkpointer, LogSigners signers) {
        return new LogFsck(database, sections, checkpointer, signers);
    }

    @Bean
    Erasures erasures(
            DatabaseClient database,
            TransactionalOperator transaction,
            AuditTrail audit,
            SubjectKeys keys,
            Clock clock,
            Scheduler blockingScheduler) {
        return new Erasures(database, transaction, audit, keys, clock, blockingScheduler);
    }

    // Ends what a crash between the entry of an erasure and the end of the key left undone.
    @Bean
    BackgroundJob erasureJob(Erasures erasures) {
        return new BackgroundJob("erasures", Duration.ofMinutes(1), erasures::complete);
    }

    @Bean
    LogKeeper logKeeper(DatabaseClient database, TransactionalOperator transaction, Checkpointer checkpointer) {
        LogTables tables = new LogTables(database);
        return new LogKeeper(tables, new Sequencer(tables, transaction), checkpointer);
    }

    @Bean
    BackgroundJob sequencerJob(LogKeeper keeper, AuditSettings settings) {
        return new BackgroundJob("sequencer", settings.sequencerPause(), keeper::sequence);
    }

    @Bean
    BackgroundJob checkpointJob(LogKeeper keeper, AuditSettings settings) {
        return new BackgroundJob("checkpoints", settings.checkpointPause(), keeper::sign);
    }
}
