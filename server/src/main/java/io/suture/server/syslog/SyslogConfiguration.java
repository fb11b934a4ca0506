package io.suture.server.syslog;

import io.suture.server.audit.AuditLog;
import io.suture.server.runtime.SutureSettings;
import io.suture.server.schedule.BackgroundJob;
import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.scheduler.Scheduler;

/** Wires the job that tells a receiver what was logged, if there is one. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("suture.syslog.host")
@EnableConfigurationProperties(SyslogSettings.class)
class SyslogConfiguration {

    @Bean
    SyslogOutbox syslogOutbox(
            SyslogSettings settings,
            SutureSettings suture,
            DatabaseClient database,
            TransactionalOperator transaction,
            AuditLog audit,
            Clock clock,
            Scheduler blockingScheduler) {
        String host = settings.requiredHost();
        return new SyslogOutbox(
                new SyslogCursors(database, host + ":" + settings.port()),
                audit,
                new SyslogFormat(suture.publicHost(), settings.requiredAppName(), settings.enterprise()),
                new SyslogSession(settings.tls(), host, settings.port(), settings.timeout()),
                transaction,
                settings.pause(),
                clock,
                blockingScheduler);
    }

    @Bean
    BackgroundJob syslogJob(SyslogOutbox outbox, SyslogSettings settings) {
        return new BackgroundJob("syslog", settings.pause(), outbox::round);
    }
}
