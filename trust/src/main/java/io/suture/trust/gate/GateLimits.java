package io.suture.trust.gate;

import io.suture.trust.json.JsonLimits;
import java.time.Duration;

/** Every limit of the gate. */
public final class GateLimits {

    /** Size and depth of a policy and of the people's registry. */
    public static final JsonLimits POLICY = new JsonLimits(4 * 1024 * 1024, 16);

    /** Most people of a registry. */
    public static final int PEOPLE = 10_000;

    /** Most keys of a person. */
    public static final int KEYS = 64;

    /** Largest file of the log's proofs for the evidence of a release. */
    public static final int EVIDENCE_LOG_BYTES = 16 * 1024 * 1024;

    /** How far a statement may be dated after the instant of evaluation: clocks differ. */
    public static final Duration FUTURE = Duration.ofHours(24);

    private GateLimits() {}
}
