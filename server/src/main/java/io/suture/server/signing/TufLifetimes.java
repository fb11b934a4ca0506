package io.suture.server.signing;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long metadata signed by online keys are valid.
 *
 * @param timestampLifetime of timestamp
 * @param snapshotLifetime of snapshot
 * @param productLifetime of the products' roles
 */
@ConfigurationProperties("suture.tuf")
record TufLifetimes(
        @DefaultValue("P1D") Duration timestampLifetime,
        @DefaultValue("P7D") Duration snapshotLifetime,
        @DefaultValue("P180D") Duration productLifetime) {}
