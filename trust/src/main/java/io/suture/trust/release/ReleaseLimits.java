package io.suture.trust.release;

import io.suture.trust.json.JsonLimits;

/** Every limit on a manifest. */
public final class ReleaseLimits {

    /** Size and depth of a manifest. */
    public static final JsonLimits MANIFEST = new JsonLimits(256 * 1024, 8);

    /** Most payloads of a release. */
    public static final int PAYLOADS = 64;

    /** Most entries of any other list in a manifest. */
    public static final int LIST = 1024;

    private ReleaseLimits() {}
}
