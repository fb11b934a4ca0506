package io.suture.device.agent;

import io.suture.device.state.Slot;
import io.suture.trust.dsse.Envelope;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonLimits;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.MalformedDocumentException;
import io.suture.trust.release.ReleaseId;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * {@code boot/<slot>.json}: everything that the verification of a slot's release read, so that it can be repeated at each
 * boot without a network (rule 10). Nothing in it is trusted for being stored: it is verified again from the root that the
 * device was enrolled with.
 *
 * @param at the time of the verification: at boot no other time counts
 * @param carried whether the repository was carried to the device
 * @param fromVersion what ran before
 * @param fromRollbackIndex the rollback index of that
 * @param authorisation the break-glass authorisation, if one was used
 * @param files the repository's answers by request path
 */
record BootBundle(
        Instant at,
        boolean carried,
        ReleaseId release,
        String fromVersion,
        long fromRollbackIndex,
        Optional<Envelope> authorisation,
        Map<String, byte[]> files) {

    /** Where the bundle of the release that is being installed waits. */
    static final String NEXT = "boot/next.json";

    /** Largest bundle: evidence of 16 MiB in base64, and what comes with it. */
    static final JsonLimits LIMITS = JsonLimits.ofBytes(64 * 1024 * 1024);

    private static final String SCHEMA = "urn:suture:device-boot-bundle:v1";

    BootBundle {
        files = Map.copyOf(files);
    }

    static String path(Slot slot) {
        return "boot/" + slot + ".json";
    }

    byte[] toJson() {
        JsonObject.Builder encoded = JsonObject.builder();
        new TreeMap<>(files).forEach((path, answer) -> encoded.put(path, encode(answer)));
        JsonObject.Builder json = JsonObject.builder()
                .put("schema", SCHEMA)
                .put("at", at)
                .put("carried", carried)
                .put("release", release.toString())
                .put("fromVersion", fromVersion)
                .put("fromRollbackIndex", fromRollbackIndex);
        authorisation.ifPresent(used -> json.put("authorisation", used.toJsonObject()));
        return Json.compact(json.put("files", encoded.build()).build());
    }

    private static String encode(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    static BootBundle parse(byte[] bytes) {
        JsonObject json = Json.parseObject(bytes, LIMITS);
        if (!SCHEMA.equals(json.string("schema"))) {
            throw new MalformedDocumentException("schema", "is not " + SCHEMA);
        }
        JsonObject encoded = json.object("files");
        Map<String, byte[]> files = new LinkedHashMap<>();
        encoded.keys().forEach(path -> files.put(path, decode(path, encoded.string(path))));
        return new BootBundle(
                json.instant("at"),
                json.bool("carried"),
                ReleaseId.parse(json.string("release")),
                json.string("fromVersion"),
                json.integer("fromRollbackIndex"),
                json.find("authorisation").map(present -> json.read("authorisation", Envelope::parse)),
                files);
    }

    private static byte[] decode(String path, String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new MalformedDocumentException(path, "is not base64");
        }
    }
}
