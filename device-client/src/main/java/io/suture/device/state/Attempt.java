package io.suture.device.state;

import io.suture.trust.digest.Digest;
import io.suture.trust.json.JsonObject;
import io.suture.trust.release.ReleaseId;
import java.util.List;
import java.util.Optional;

/**
 * A verified release on its way into a slot: everything needed to finish or to roll back without the server's metadata.
 *
 * @param id unique for each attempt
 * @param manifest digest of the verified manifest
 * @param rollbackIndex the device's index once confirmed
 * @param slot where the image goes
 * @param entryIndex where the log holds the publication
 * @param checkpoint the verified checkpoint note; becomes the stored one once confirmed
 * @param assignment the director's signed assignment, as verified; empty if nobody asked the director
 * @param breakGlass digest of the authorisation that lifted checks, if one did
 * @param trials how often the new slot was started
 * @param failure why the trial failed, empty while it has not
 */
public record Attempt(
        String id,
        ReleaseId release,
        Digest manifest,
        long rollbackIndex,
        Slot slot,
        List<Payload> payloads,
        long entryIndex,
        long checkpointSize,
        String checkpoint,
        String assignment,
        Optional<Digest> breakGlass,
        int trials,
        String failure) {

    public Attempt {
        payloads = List.copyOf(payloads);
    }

    /** Return this attempt with one more start of the new slot. */
    public Attempt started() {
        return new Attempt(
                id,
                release,
                manifest,
                rollbackIndex,
                slot,
                payloads,
                entryIndex,
                checkpointSize,
                checkpoint,
                assignment,
                breakGlass,
                trials + 1,
                failure);
    }

    /** Return this attempt, whose trial has failed. */
    public Attempt failed(String code) {
        return new Attempt(
                id,
                release,
                manifest,
                rollbackIndex,
                slot,
                payloads,
                entryIndex,
                checkpointSize,
                checkpoint,
                assignment,
                breakGlass,
                trials,
                code);
    }

    JsonObject toJson() {
        JsonObject.Builder json = JsonObject.builder();
        breakGlass.ifPresent(authorisation -> json.put("breakGlass", authorisation.toString()));
        return json.put("id", id)
                .put("release", release.toString())
                .put("manifest", manifest.toString())
                .put("rollbackIndex", rollbackIndex)
                .put("slot", slot.toString())
                .putAll("payloads", payloads.stream().map(Payload::toJson).toList())
                .put("entryIndex", entryIndex)
                .put("checkpointSize", checkpointSize)
                .put("checkpoint", checkpoint)
                .put("assignment", assignment)
                .put("trials", trials)
                .put("failure", failure)
                .build();
    }

    static Attempt parse(JsonObject json) {
        return new Attempt(
                json.string("id"),
                ReleaseId.parse(json.string("release")),
                Digest.parse(json.string("manifest")),
                json.integer("rollbackIndex"),
                Slot.parse(json.string("slot")),
                json.readEach("payloads", Payload::parse),
                json.integer("entryIndex"),
                json.integer("checkpointSize"),
                json.string("checkpoint"),
                json.findString("assignment").orElse(""),
                json.findString("breakGlass").map(Digest::parse),
                Math.toIntExact(json.integer("trials")),
                json.string("failure"));
    }
}
