package io.suture.server.release;

import io.suture.trust.digest.Digest;
import io.suture.trust.release.Manifest;
import io.suture.trust.release.ReleaseId;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A release as recorded.
 *
 * @param manufacturer its owner
 * @param id product and version
 * @param state where it is in its life
 * @param manifest the frozen manifest's bytes, from submission on
 * @param files what was uploaded
 * @param createdBy who made the draft
 * @param createdAt when
 * @param changedAt when the state last changed
 */
public record Release(
        String manufacturer,
        ReleaseId id,
        ReleaseState state,
        Optional<Frozen> manifest,
        List<ReleaseFile> files,
        String createdBy,
        Instant createdAt,
        Instant changedAt) {

    /** Copies the files. */
    public Release {
        files = List.copyOf(files);
    }

    Release withFiles(List<ReleaseFile> uploaded) {
        return new Release(manufacturer, id, state, manifest, uploaded, createdBy, createdAt, changedAt);
    }

    Release withManifest(Frozen frozen) {
        return new Release(manufacturer, id, state, Optional.of(frozen), files, createdBy, createdAt, changedAt);
    }

    /** Return the frozen manifest; the release must have been submitted. */
    public Frozen frozen() {
        return manifest.orElseThrow(() -> new IllegalStateException(id + " is not submitted"));
    }

    /** A manifest with the bytes it was read from. */
    public static final class Frozen {

        private final byte[] bytes;
        private final Manifest manifest;

        /** Parse a manifest and keep its bytes. */
        public Frozen(byte[] bytes) {
            this.bytes = bytes.clone();
            this.manifest = Manifest.parse(bytes);
        }

        /** Return a copy of the bytes. */
        public byte[] bytes() {
            return bytes.clone();
        }

        /** Return the parsed manifest. */
        public Manifest manifest() {
            return manifest;
        }

        /** Return the digest that everybody signs. */
        public Digest digest() {
            return Digest.of(bytes);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Frozen frozen && Arrays.equals(bytes, frozen.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }
    }
}
