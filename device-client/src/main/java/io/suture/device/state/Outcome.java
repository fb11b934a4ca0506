package io.suture.device.state;

import io.suture.trust.attest.InstallationReceipt.Result;
import io.suture.trust.attest.PolicyRef;
import io.suture.trust.digest.Digest;
import io.suture.trust.json.JsonObject;
import io.suture.trust.release.ReleaseId;
import java.time.Instant;
import java.util.Optional;

/**
 * How an attempt ended, fixed at that moment, so that its receipt says the same whenever it is signed.
 *
 * @param manifest digest of the manifest, empty if the attempt ended before one was verified
 * @param fromVersion what ran before
 * @param reason refusal code, empty when confirmed
 * @param entryIndex place of the publication in the log, -1 if not verified
 * @param checkpointSize size of the log verified, 0 if not verified
 * @param policy the release policy in force, if the device knew one
 * @param breakGlass digest of the authorisation that was used or shown, if one was
 */
public record Outcome(
        String attempt,
        ReleaseId release,
        Optional<Digest> manifest,
        String fromVersion,
        Result result,
        String reason,
        Slot slot,
        long entryIndex,
        long checkpointSize,
        long counter,
        Instant at,
        Optional<PolicyRef> policy,
        Optional<Digest> breakGlass) {

    JsonObject toJson() {
        JsonObject.Builder json = JsonObject.builder().put("attempt", attempt).put("release", release.toString());
        manifest.ifPresent(digest -> json.put("manifest", digest.toString()));
        policy.ifPresent(judgedBy -> json.put("policy", judgedBy.toJson()));
        breakGlass.ifPresent(authorisation -> json.put("breakGlass", authorisation.toString()));
        return json.put("fromVersion", fromVersion)
                .put("result", result.json())
                .put("reason", reason)
                .put("slot", slot.toString())
                .put("entryIndex", entryIndex)
                .put("checkpointSize", checkpointSize)
                .put("counter", counter)
                .put("at", at)
                .build();
    }

    static Outcome parse(JsonObject json) {
        return new Outcome(
                json.string("attempt"),
                ReleaseId.parse(json.string("release")),
                json.findString("manifest").map(Digest::parse),
                json.string("fromVersion"),
                Result.ofJson(json.string("result")),
                json.string("reason"),
                Slot.parse(json.string("slot")),
                json.integer("entryIndex"),
                json.integer("checkpointSize"),
                json.integer("counter"),
                json.instant("at"),
                json.find("policy").map(present -> json.read("policy", PolicyRef::of)),
                json.findString("breakGlass").map(Digest::parse));
    }
}
