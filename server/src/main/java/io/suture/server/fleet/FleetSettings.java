package io.suture.server.fleet;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of enrolment.
 *
 * @param tokenLifetime how long an enrolment token can be used
 * @param certificateLifetime how long a device certificate is valid
 */
@ConfigurationProperties("suture.fleet")
record FleetSettings(
        @DefaultValue("24h") Duration tokenLifetime,
        @DefaultValue("1825d") Duration certificateLifetime) {}
