package io.suture.trust.evidence;

import io.suture.trust.json.JsonLimits;

/** Every limit on a package. */
public final class EvidenceLimits {

    /** Largest target file in a package. */
    public static final int TARGET_BYTES = 64 * 1024 * 1024;

    /** Most lines of a JSON Lines file. */
    public static final int LINES = 1_000_000;

    /** Size and depth of {@code MANIFEST.json}. */
    static final JsonLimits PACKAGE_MANIFEST = new JsonLimits(16 * 1024 * 1024, 4);

    private EvidenceLimits() {}
}
