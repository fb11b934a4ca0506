package io.suture.trust.sbom;

import io.suture.trust.json.JsonLimits;

/** Every limit on a bill of materials. */
public final class SbomLimits {

    /** Size and depth of the document. */
    public static final JsonLimits DOCUMENT = new JsonLimits(16 * 1024 * 1024, 64);

    /** Most components, files and packages together, nested ones included. */
    public static final int COMPONENTS = 50_000;

    /** Deepest nesting of components. */
    public static final int NESTING = 16;

    private SbomLimits() {}
}
