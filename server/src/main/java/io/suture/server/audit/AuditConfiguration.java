package io.suture.server.audit;

import io.suture.server.runtime.SutureSettings;
import io.suture.server.schedule.BackgroundJob;
import java.time.Clock;
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
