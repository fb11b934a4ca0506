package io.suture.server.audit;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the audit log.
 *
 * @param sequencerPause pause between two rounds of the sequencer
 * @param checkpointPause pause between two checkpoints of a growing log
 * @param patience how long a caller waits for a checkpoint
 */
@ConfigurationProperties("suture.audit")
record AuditSettings(
        @DefaultValue("100ms") Duration sequencerPause,
        @DefaultValue("500ms") Duration checkpointPause,
        @DefaultValue("30s") Duration patience) {}
