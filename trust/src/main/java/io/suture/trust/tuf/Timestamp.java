package io.suture.trust.tuf;

import io.suture.trust.json.JsonObject;
import java.time.Instant;

/**
 * Timestamp metadata (TUF 4.6): which snapshot is the newest.
 *
 * @param version the version
 * @param expires when it expires
 * @param snapshot what is known about the snapshot
 */
public record Timestamp(long version, Instant expires, MetaFile snapshot) implements Signed {

    /** Role name. */
    public static final String TYPE = "timestamp";

    static Timestamp parse(JsonObject signed) {
        return new Timestamp(
                SignedMetadata.version(signed),
                signed.instant("expires"),
                signed.read("meta", meta -> meta.read("snapshot.json", MetaFile::parse)));
    }
}
