package io.suture.server.audit;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the audit log.
 *
 * @param sequencerPause pause between two rounds of the sequencer
 * @param checkpointPause pause between two checkpoints of a growing log
 * @param patience how long a caller waits for a checkpoint
 * @param witnessPolicies tlog-policy files: who must cosign the checkpoints of which log
 * @param witnessCa PEM file of the authorities that vouch for the witnesses' addresses; Java's when absent
 * @param witnessPatience how long a witness is waited for
 * @param republish after which time a log that does not grow gets fresh cosignatures
 * @param clockStep by how much the clock may be off before that is an event
 */
@ConfigurationProperties("suture.audit")
record AuditSettings(
        @DefaultValue("100ms") Duration sequencerPause,
        @DefaultValue("1s") Duration checkpointPause,
        @DefaultValue("30s") Duration patience,
        @DefaultValue List<Path> witnessPolicies,
        @Nullable String witnessCa,
        @DefaultValue("5s") Duration witnessPatience,
        @DefaultValue("10m") Duration republish,
        @DefaultValue("5s") Duration clockStep) {}
