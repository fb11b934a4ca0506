package io.suture.trust.director;

import io.suture.trust.dsse.Envelope;
import io.suture.trust.json.CanonicalJson;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonNull;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.JsonValue;
import io.suture.trust.json.MalformedDocumentException;
import io.suture.trust.key.Signer;
import io.suture.trust.pki.DeviceIdentity;
import io.suture.trust.pki.PkiException;
import io.suture.trust.release.Documents;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the director tells one device in answer to one question, schema {@code urn:suture:assignment:v1}. To be acted on
 * only when {@link DirectorPolicy#open} returned it.
 *
 * @param device whom it is for
 * @param issuedAt when it was made
 * @param until when it stops counting for a device that has not verified it yet
 * @param nonce of the question
 * @param release what to install, or empty
 * @param reason why there is nothing to install, present if and only if there is no release
 * @param pollAfter when to ask again; brought within the limits
 */
public record AssignmentStatement(
        DeviceIdentity device,
        Instant issuedAt,
        Instant until,
        Nonce nonce,
        Optional<AssignedRelease> release,
        Optional<Reason> reason,
        Duration pollAfter) {

    /** DSSE payload type. */
    public static final String PAYLOAD_TYPE = "application/vnd.suture.assignment+json";

    /** The schema's name. */
    public static final String SCHEMA = "urn:suture:assignment:v1";

    /** Why there is no release. */
    public record Reason(String code, String explain) {

        static Reason parse(JsonObject json) {
            return new Reason(Documents.text(json, "code"), Documents.text(json, "explain"));
        }

        JsonObject toJson() {
            return JsonObject.builder()
                    .put("code", code)
                    .put("explain", explain)
                    .build();
        }
    }

    /** Checks that there is either a release or a reason, and a time in which it counts. */
    public AssignmentStatement {
        if (release.isPresent() == reason.isPresent()) {
            throw new MalformedDocumentException("release", "either a release or a reason is expected");
        }
        if (!until.isAfter(issuedAt) || until.isAfter(issuedAt.plus(DirectorLimits.VALIDITY))) {
            throw new MalformedDocumentException(
                    "until", "is not within " + DirectorLimits.VALIDITY + " after issuedAt");
        }
        pollAfter = within(pollAfter);
    }

    private static Duration within(Duration asked) {
        Duration shortened = asked.compareTo(DirectorLimits.LONGEST_PAUSE) > 0 ? DirectorLimits.LONGEST_PAUSE : asked;
        return shortened.compareTo(DirectorLimits.SHORTEST_PAUSE) < 0 ? DirectorLimits.SHORTEST_PAUSE : shortened;
    }

    /** Return what an envelope claims; nothing about it is verified. */
    public static AssignmentStatement claimedBy(Envelope envelope) {
        if (!envelope.payloadType().equals(PAYLOAD_TYPE)) {
            throw new MalformedDocumentException("payloadType", PAYLOAD_TYPE + " is expected");
        }
        JsonObject json = Json.parseObject(envelope.payload());
        Documents.requireSchema(json, SCHEMA);
        return new AssignmentStatement(
                identity(json),
                json.instant("issuedAt"),
                json.instant("until"),
                Nonce.parse(json.string("nonce")),
                optional(json, "release", AssignedRelease::parse),
                optional(json, "reason", Reason::parse),
                Duration.ofSeconds(json.integer("pollAfterSeconds")));
    }

    private static DeviceIdentity identity(JsonObject json) {
        try {
            return new DeviceIdentity(json.string("manufacturer"), json.string("device"));
        } catch (PkiException e) {
            throw new MalformedDocumentException("device", "is not a device id of a manufacturer");
        }
    }

    private static <T> Optional<T> optional(JsonObject json, String key, Function<JsonObject, T> reader) {
        return json.get(key) instanceof JsonNull ? Optional.empty() : Optional.of(json.read(key, reader));
    }

    /** Return the statement in an envelope signed by each signer. */
    public Envelope sign(Signer... signers) {
        return Envelope.sign(PAYLOAD_TYPE, CanonicalJson.rfc8785(toJson()), signers);
    }

    private JsonObject toJson() {
        return JsonObject.builder()
                .put("schema", SCHEMA)
                .put("manufacturer", device.manufacturer())
                .put("device", device.device())
                .put("issuedAt", issuedAt)
                .put("until", until)
                .put("nonce", nonce.toString())
                .put("release", release.<JsonValue>map(AssignedRelease::toJson).orElseGet(JsonNull::new))
                .put("reason", reason.<JsonValue>map(Reason::toJson).orElseGet(JsonNull::new))
                .put("pollAfterSeconds", pollAfter.toSeconds())
                .build();
    }
}
