package io.suture.cli.ceremony;

import io.suture.cli.session.CommandFailure;
import io.suture.trust.digest.Digest;
import io.suture.trust.json.CanonicalJson;
import io.suture.trust.key.KeyId;
import io.suture.trust.key.PublicKey;
import io.suture.trust.tuf.Change;
import io.suture.trust.tuf.MetadataDifference;
import io.suture.trust.tuf.RoleKeys;
import io.suture.trust.tuf.SignedMetadata;
import io.suture.trust.tuf.TufException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How far one metadata file is signed, and by whose keys it must be.
 *
 * @param name the file's name
 * @param file the file
 * @param before the version before, if there is one
 * @param demands whose signatures it needs: for a root after the first also those of the root before (TUF 5.3.4)
 */
record FileState(String name, SignedMetadata file, Optional<SignedMetadata> before, List<Demand> demands) {

    /**
     * Who must sign.
     *
     * @param of whose keys these are, in words
     * @param keys the keys, the threshold, the families
     */
    record Demand(String of, RoleKeys keys) {}

    boolean complete() {
        return demands.stream().allMatch(demand -> file.isSignedBy(demand.keys()));
    }

    /** Refuses a file with too few signatures; the first demand that is not met is told. */
    void requireComplete() {
        for (Demand demand : demands) {
            try {
                file.requireSignedBy(demand.keys());
            } catch (TufException e) {
                throw CommandFailure.refused(e.code(), name + " by the keys of " + demand.of() + ": " + e.getMessage());
            }
        }
    }

    /** Return the keys that may sign. */
    Map<KeyId, PublicKey> keys() {
        Map<KeyId, PublicKey> keys = new LinkedHashMap<>();
        demands.forEach(demand -> keys.putAll(demand.keys().keys()));
        return keys;
    }

    /** Return the keys that did. */
    Set<KeyId> signedBy() {
        Set<KeyId> signed = new LinkedHashSet<>();
        demands.forEach(demand -> signed.addAll(file.verifiedBy(demand.keys())));
        return signed;
    }

    /** Return the digest of what is signed: the same however many have signed. */
    Digest digest() {
        return Digest.of(CanonicalJson.olpc(file.signed()));
    }

    /** Return what changes against the version before. */
    List<Change> differences() {
        return MetadataDifference.between(before, file);
    }
}
