package io.suture.server.audit;

import io.suture.server.runtime.SutureSettings;
import io.suture.server.schedule.BackgroundJob;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ListableBeanFactory;
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
    WitnessDirectory witnessDirectory(AuditSettings settings, SutureSettings suture) {
        return new WitnessDirectory(settings.witnessPolicies(), suture::origin);
    }

    @Bean
    AuditLog auditLog(DatabaseClient database, WitnessDirectory witnesses, AuditSettings settings) {
        return new AuditLog(database, witnesses, settings.patience());
    }

    @Bean
    PublishedCheckpoints publishedCheckpoints(DatabaseClient database) {
        return new PublishedCheckpoints(database);
    }

    @Bean
    Publisher publisher(
            DatabaseClient database,
            PublishedCheckpoints published,
            WitnessDirectory witnesses,
            AuditSettings settings,
            SutureSettings suture,
            Clock clock,
            Scheduler blockingScheduler) {
        LogTables tables = new LogTables(database);
        WitnessClient client = new WitnessClient(settings.witnessPatience(), Optional.ofNullable(settings.witnessCa()));
        LogHistory history = new LogHistory(tables, suture.dataDir(), blockingScheduler);
        return new Publisher(published, witnesses, new Cosigner(tables, client, history), settings.republish(), clock);
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
    LogFsck logFsck(
            DatabaseClient database,
            SealedSections sections,
            Checkpointer checkpointer,
            LogSigners signers,
            PublishedCheckpoints published,
            WitnessDirectory witnesses,
            List<LogInspector> inspectors) {
        return new LogFsck(database, sections, checkpointer, signers, published, witnesses, inspectors);
    }

    @Bean
    Erasures erasures(
            DatabaseClient database,
            TransactionalOperator transaction,
            SubjectKeys keys,
            Clock clock,
            Scheduler blockingScheduler) {
        return new Erasures(database, transaction, keys, clock, blockingScheduler);
    }

    // Ends what a crash between the entry of an erasure and the end of the key left undone.
    @Bean
    BackgroundJob erasureJob(Erasures erasures) {
        return new BackgroundJob("erasures", Duration.ofMinutes(1), erasures::complete);
    }

    @Bean
    ConfigurationWatch configurationWatch(
            ListableBeanFactory beans, DatabaseClient database, TransactionalOperator transaction, AuditTrail audit) {
        return new ConfigurationWatch(() -> EffectiveSettings.of(beans), database, transaction, audit);
    }

    @Bean
    ClockWatch clockWatch(
            Clock clock,
            AuditSettings settings,
            DatabaseClient database,
            TransactionalOperator transaction,
            AuditTrail audit) {
        return new ClockWatch(clock, System::nanoTime, settings.clockStep(), database, transaction, audit);
    }

    @Bean
    BackgroundJob clockJob(ClockWatch watch) {
        return new BackgroundJob("clock", Duration.ofSeconds(1), watch::round);
    }

    @Bean
    LogKeeper logKeeper(
            DatabaseClient database,
            TransactionalOperator transaction,
            Checkpointer checkpointer,
            PublishedCheckpoints published,
            Publisher publisher) {
        LogTables tables = new LogTables(database);
        return new LogKeeper(tables, new Sequencer(tables, transaction), checkpointer, published, publisher);
    }

    @Bean
    BackgroundJob sequencerJob(LogKeeper keeper, AuditSettings settings) {
        return new BackgroundJob("sequencer", settings.sequencerPause(), keeper::sequence);
    }

    @Bean
    BackgroundJob checkpointJob(LogKeeper keeper, AuditSettings settings) {
        return new BackgroundJob("checkpoints", settings.checkpointPause(), keeper::sign);
    }

    // Apart from signing: a slow witness holds up what is published, not what is signed.
    @Bean
    BackgroundJob witnessJob(LogKeeper keeper, AuditSettings settings) {
        return new BackgroundJob("witnesses", settings.checkpointPause(), keeper::cosign);
    }
}
