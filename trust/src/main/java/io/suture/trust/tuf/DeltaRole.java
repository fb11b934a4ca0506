package io.suture.trust.tuf;

import io.suture.trust.key.PublicKey;
import java.util.List;
import java.util.Optional;

/**
 * The role {@code <product>-delta}: delegated by the product's role, signed by a key that machines hold, confined to delta
 * payloads. What a device installs is compared with the digests that the product's role vouches for, so this role can
 * waste bandwidth and nothing else (ADR 0017).
 */
public final class DeltaRole {

    /** Ends the role's name. */
    public static final String SUFFIX = "-delta";

    private DeltaRole() {}

    /** Return the name of a product's delta role. */
    public static String name(String product) {
        return product + SUFFIX;
    }

    /** Return whether a role is the delta role of a product; no product's name ends like that. */
    public static boolean isName(String role) {
        return role.endsWith(SUFFIX);
    }

    /** Return the product of a delta role. */
    public static String product(String role) {
        return role.substring(0, role.length() - SUFFIX.length());
    }

    /** Return the delegation that the product's role makes. */
    public static DelegatedRole delegation(String product, PublicKey key) {
        return DelegatedRole.ofPaths(name(product), RoleKeys.of(1, key), true, paths(product));
    }

    /** Return whether this is the product's delegation to its deltas, and no wider one. */
    public static boolean isDelegation(String product, DelegatedRole role) {
        return role.name().equals(name(product)) && role.paths().equals(Optional.of(List.of(paths(product))));
    }

    private static String paths(String product) {
        return product + "/*/delta-*";
    }
}
