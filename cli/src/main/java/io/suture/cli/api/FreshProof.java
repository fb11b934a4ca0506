package io.suture.cli.api;

import io.suture.cli.keys.KeyFiles;
import io.suture.cli.session.Session;
import io.suture.trust.digest.Digest;
import io.suture.trust.json.JsonObject;

/** Proves anew who the person is, for exactly one signature (21 CFR 11.200(a)). */
public final class FreshProof {

    private FreshProof() {}

    /** Give the server the proof; returns how it was given. */
    public static String give(Session session, ApiClient api, Digest binding) {
        String assertion = Assertion.stepUp(
                session.person(),
                KeyFiles.personKey(session),
                session.world().clock().instant(),
                session.world().random(),
                binding);
        JsonObject proof = JsonObject.builder()
                .put("binding", binding.toString())
                .put("assertion", assertion)
                .build();
        return api.post(ApiPath.of("step-up"), proof).string("method");
    }
}
