package io.suture.server.timestamp;

import io.suture.server.audit.AuditLog;
import io.suture.server.audit.AuditTrail;
import io.suture.server.schedule.BackgroundJob;
import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.scheduler.Scheduler;

/** Wires the job that asks for time stamps, if somebody is there to be asked. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("suture.timestamp.url")
@EnableConfigurationProperties(TimestampSettings.class)
class TimestampConfiguration {

    @Bean
    Timestamping timestamping(
            DatabaseClient database,
            TransactionalOperator transaction,
            AuditTrail audit,
            AuditLog log,
            TimestampSettings settings,
            SecureRandom random,
            Clock clock,
            Scheduler blockingScheduler) {
        TimestampTable table = new TimestampTable(database, transaction, audit);
        return new Timestamping(table, log, settings, random, clock, blockingScheduler);
    }

    @Bean
    BackgroundJob timestampJob(Timestamping timestamping, TimestampSettings settings) {
        return new BackgroundJob("timestamps", settings.pause(), timestamping::round);
    }
}
