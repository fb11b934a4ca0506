package io.suture.trust.attest;

import io.suture.trust.json.JsonLimits;

/** Every limit on a statement. */
public final class AttestLimits {

    /** Size and depth of a statement. */
    public static final JsonLimits STATEMENT = new JsonLimits(1024 * 1024, 24);

    /** Most subjects of a statement. */
    public static final int SUBJECTS = 64;

    /** Most test cases of a protocol, results of a run, or digests of a list. */
    public static final int LIST = 10_000;

    /** Most files that one statement refers to. */
    public static final int FILES = 256;

    /** Largest evidence file of a release. */
    public static final int EVIDENCE_BYTES = 16 * 1024 * 1024;

    /** Most envelopes of a release. */
    public static final int ENVELOPES = 1_000;

    private AttestLimits() {}
}
