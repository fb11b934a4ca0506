package io.suture.server.fleet;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the fleet.
 *
 * @param tokenLifetime how long an enrolment token can be used
 * @param certificateLifetime how long a device certificate is valid
 * @param silentAfter a device not heard of for this long is reported as silent
 */
@ConfigurationProperties("suture.fleet")
record FleetSettings(
        @DefaultValue("24h") Duration tokenLifetime,
        @DefaultValue("1825d") Duration certificateLifetime,
        @DefaultValue("30d") Duration silentAfter) {}
