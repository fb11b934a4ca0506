package io.suture.server.fleet;

import io.suture.server.audit.AuditTrail;
import io.suture.server.release.Releases;
import io.suture.server.runtime.ExampleKeys;
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

/** Wires the fleet. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({FleetSettings.class, DeviceAuthoritySettings.class})
class FleetConfiguration {

    private static final Duration FLUSH = Duration.ofSeconds(1);

    @Bean
    DeviceTable deviceTable(DatabaseClient database) {
        return new DeviceTable(database);
    }

    @Bean
    DeviceAuthority deviceAuthority(
            DeviceAuthoritySettings settings,
            FleetSettings fleet,
            ExampleKeys examples,
            Clock clock,
            SecureRandom random) {
        return FileDeviceAuthority.open(settings, fleet, examples, clock, random);
    }

    @Bean
    Devices devices(
            DeviceTable table,
            ContactTable contacts,
            AuditTrail audit,
            TransactionalOperator transaction,
            FleetSettings settings,
            Clock clock,
            SecureRandom random) {
        return new Devices(table, contacts, audit, transaction, settings, clock, random);
    }

    @Bean
    Enrolments enrolments(
            DeviceTable table,
            DeviceAuthority authority,
            AuditTrail audit,
            TransactionalOperator transaction,
            Clock clock,
            Scheduler blockingScheduler) {
        return new Enrolments(table, authority, audit, transaction, clock, blockingScheduler);
    }

    @Bean
    Receipts receipts(
            DeviceTable table,
            DatabaseClient database,
            Releases releases,
            AuditTrail audit,
            TransactionalOperator transaction,
            Clock clock,
            Scheduler blockingScheduler) {
        return new Receipts(table, new ReceiptTable(database), releases, audit, transaction, clock, blockingScheduler);
    }

    @Bean
    FacilityApprovals facilityApprovals(
            DatabaseClient database,
            Releases releases,
            AuditTrail audit,
            TransactionalOperator transaction,
            Clock clock) {
        return new FacilityApprovals(database, releases, audit, transaction, clock);
    }

    @Bean
    ContactTable contactTable(DatabaseClient database) {
        return new ContactTable(database);
    }

    @Bean
    Contacts contacts(ContactTable table, Clock clock) {
        return new Contacts(table, clock);
    }

    @Bean
    BackgroundJob contactsJob(Contacts contacts) {
        return new BackgroundJob("last contacts", FLUSH, contacts::flush);
    }
}
