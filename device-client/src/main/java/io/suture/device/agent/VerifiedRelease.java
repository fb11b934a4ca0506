package io.suture.device.agent;

import io.suture.device.state.Attempt;
import io.suture.device.state.Payload;
import io.suture.device.state.Slot;
import io.suture.trust.attest.PolicyRef;
import io.suture.trust.digest.Digest;
import io.suture.trust.dsse.Envelope;
import io.suture.trust.release.Manifest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** A release that passed every check before the download; only {@link ReleaseVerifier} makes one. */
record VerifiedRelease(
        Manifest manifest,
        List<Payload> payloads,
        Optional<Envelope> assignment,
        long entryIndex,
        long checkpointSize,
        String checkpoint,
        Optional<Digest> breakGlass,
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
                assignment
                        .map(answer -> new String(answer.toJson(), StandardCharsets.UTF_8))
                        .orElse(""),
                breakGlass,
                0,
                "");
    }
}
