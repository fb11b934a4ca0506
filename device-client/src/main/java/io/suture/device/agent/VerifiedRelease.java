package io.suture.device.agent;

import io.suture.device.state.Attempt;
import io.suture.device.state.Payload;
import io.suture.device.state.Slot;
import io.suture.trust.attest.PolicyRef;
import io.suture.trust.dsse.Envelope;
import io.suture.trust.release.Manifest;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A release that passed every check before the download; only {@link ReleaseVerifier} makes one. */
record VerifiedRelease(
        Manifest manifest,
        List<Payload> payloads,
        Envelope assignment,
        long entryIndex,
        long checkpointSize,
        String checkpoint,
        PolicyRef policy) {

    VerifiedRelease {
        payloads = List.copyOf(payloads);
    }

    Attempt attempt(String id, Slot slot) {
        return new Attempt(
                id,
                manifest.id(),
                manifest.digest(),
                manifest.rollbackIndex(),
                slot,
                payloads,
                entryIndex,
                checkpointSize,
                checkpoint,
                new String(assignment.toJson(), StandardCharsets.UTF_8),
                0,
                "");
    }
}
