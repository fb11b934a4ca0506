package io.suture.server.signing;

import io.suture.trust.digest.Digest;
import io.suture.trust.json.JsonObject;
import io.suture.trust.tuf.MetaFile;
import io.suture.trust.tuf.SignedMetadata;
import io.suture.trust.tuf.Targets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One version of a role's metadata as signed.
 *
 * @param role the role
 * @param version its version
 * @param bytes the file
 * @param expires when it expires
 * @param visible whether devices see it
 */
@SuppressWarnings("ArrayRecordComponent") // never changed after construction
public record Metadata(String role, long version, byte[] bytes, Instant expires, boolean visible) {

    /** Return the name the file is served under. */
    public String fileName() {
        return role.equals("timestamp") ? "timestamp.json" : version + "." + role + ".json";
    }

    /** Return the targets that the role lists; the role must be a targets role. */
    public Targets targets() {
        return SignedMetadata.parse(role, bytes).asTargets();
    }

    /** Returns each file's name and digest. */
    static JsonObject digests(List<Metadata> files) {
        JsonObject.Builder digests = JsonObject.builder();
        files.forEach(
                file -> digests.put(file.fileName(), Digest.of(file.bytes()).toString()));
        return digests.build();
    }

    MetaFile describe() {
        return MetaFile.describing(version, bytes);
    }

    /** Online metadata are renewed when half of their life is over. */
    boolean isDue(Instant now, Duration lifetime) {
        return !now.isBefore(expires.minus(lifetime.dividedBy(2)));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Metadata that
                && role.equals(that.role)
                && version == that.version
                && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Objects.hash(role, version, Arrays.hashCode(bytes));
    }
}
