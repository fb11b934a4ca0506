package io.suture.server.blob;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Every limit of the blob store.
 *
 * @param maxSize largest blob
 * @param maxUploads uploads at one time; each holds {@code buffer} and at most 1 MiB of chunks
 * @param buffer bytes that are hashed and written at once
 * @param reserve disk space that uploads leave free
 */
@ConfigurationProperties("suture.blob")
public record BlobLimits(
        @DefaultValue("8GB") DataSize maxSize,
        @DefaultValue("8") int maxUploads,
        @DefaultValue("512KB") DataSize buffer,
        @DefaultValue("256MB") DataSize reserve) {

    /** Chunks of 64 KiB that wait for the writer. */
    static final int PREFETCH = 16;

    /** Return the largest blob in bytes. */
    public long maxBytes() {
        return maxSize.toBytes();
    }
}
