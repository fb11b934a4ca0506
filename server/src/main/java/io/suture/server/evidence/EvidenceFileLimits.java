package io.suture.server.evidence;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Every limit on evidence files.
 *
 * @param maxSize largest file
 * @param maxPerDay most new files of a manufacturer in {@link #DAY}
 */
@ConfigurationProperties("suture.evidence-files")
record EvidenceFileLimits(
        @DefaultValue("256MB") DataSize maxSize,
        @DefaultValue("2000") int maxPerDay) {

    /** The time in which new files are counted. */
    static final Duration DAY = Duration.ofDays(1);

    /** Most files that one statement names. */
    static final int NAMED = 1_000;

    long maxBytes() {
        return maxSize.toBytes();
    }
}
