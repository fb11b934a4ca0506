package io.suture.trust.director;

import io.suture.trust.digest.Digest;
import io.suture.trust.json.JsonObject;
import io.suture.trust.release.Documents;
import io.suture.trust.release.Manifest;
import io.suture.trust.release.ReleaseId;

/**
 * Which release a device shall install, down to the digest of its manifest.
 *
 * @param id the release
 * @param manifest digest of its manifest
 */
public record AssignedRelease(ReleaseId id, Digest manifest) {

    /** Return the release of a manifest. */
    public static AssignedRelease of(Manifest manifest) {
        return new AssignedRelease(manifest.id(), manifest.digest());
    }

    static AssignedRelease parse(JsonObject json) {
        return new AssignedRelease(
                new ReleaseId(json.string("product"), json.string("version")), Documents.digest(json, "manifest"));
    }

    JsonObject toJson() {
        return JsonObject.builder()
                .put("product", id.product())
                .put("version", id.version())
                .put("manifest", manifest.toString())
                .build();
    }

    /** Refuses a release of which director and product role do not say the same (Uptane, full verification step 10). */
    public void requireAgreement(Digest vouchedFor) {
        if (!manifest.equals(vouchedFor)) {
            throw new DirectorException.Disagrees(this, vouchedFor);
        }
    }

    @Override
    public String toString() {
        return id.toString();
    }
}
