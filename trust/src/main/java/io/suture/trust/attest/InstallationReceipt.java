package io.suture.trust.attest;

import io.suture.trust.digest.Digest;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.MalformedDocumentException;
import io.suture.trust.release.Documents;
import io.suture.trust.release.ReleaseId;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a device says about one attempt to install; signed by the device's key.
 *
 * @param device the device's id
 * @param manufacturer whose device it is
 * @param release what was offered
 * @param fromVersion what ran before
 * @param attempt unique for each attempt, a UUID
 * @param result what happened
 * @param reason a code, empty if confirmed
 * @param slot where the release is, empty if nowhere
 * @param entryIndex the log entry that was verified
 * @param checkpointSize the checkpoint that was verified
 * @param counter grows with every receipt of this device
 * @param at when, by the device's clock
 * @param policy the release policy that the device judged by; devices before it existed do not say
 * @param breakGlass the authorisation that lifted checks, if one was used or shown (ADR 0030)
 */
public record InstallationReceipt(
        String device,
        String manufacturer,
        ReleaseId release,
        String fromVersion,
        String attempt,
        Result result,
        String reason,
        String slot,
        long entryIndex,
        long checkpointSize,
        long counter,
        Instant at,
        Optional<PolicyRef> policy,
        Optional<Digest> breakGlass)
        implements Predicate {

    /** The predicate type. */
    public static final String TYPE = "urn:suture:predicate:installation-receipt:v1";

    private static final Pattern ATTEMPT = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern SLOT = Pattern.compile("[a-z0-9]{0,16}");
    private static final Pattern REASON = Pattern.compile("[a-z0-9-]{0,64}");

    /** How an attempt ended. */
    public enum Result {
        CONFIRMED,
        ROLLED_BACK,
        REFUSED;

        /** Return the word in documents, for example {@code rolled-back}. */
        public String json() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** Return the result that a document names. */
        public static Result ofJson(String word) {
            return Arrays.stream(values())
                    .filter(result -> result.json().equals(word))
                    .findFirst()
                    .orElseThrow(() -> new MalformedDocumentException("result", "confirmed, rolled-back or refused"));
        }
    }

    /** Checks attempt, reason and slot. */
    public InstallationReceipt {
        if (!ATTEMPT.matcher(attempt).matches()) {
            throw new MalformedDocumentException("attempt", "is not a lower-case UUID");
        }
        if (!REASON.matcher(reason).matches() || !SLOT.matcher(slot).matches()) {
            throw new MalformedDocumentException("reason", "reason or slot is not a code");
        }
    }

    /** A receipt that does not say by which policy the device judged. */
    public InstallationReceipt(
            String device,
            String manufacturer,
            ReleaseId release,
            String fromVersion,
            String attempt,
            Result result,
            String reason,
            String slot,
            long entryIndex,
            long checkpointSize,
            long counter,
            Instant at) {
        this(
                device,
                manufacturer,
                release,
                fromVersion,
                attempt,
                result,
                reason,
                slot,
                entryIndex,
                checkpointSize,
                counter,
                at,
                Optional.empty(),
                Optional.empty());
    }

    static InstallationReceipt of(JsonObject json) {
        return new InstallationReceipt(
                Documents.text(json, "device"),
                Documents.text(json, "manufacturer"),
                new ReleaseId(json.string("product"), json.string("release")),
                json.string("fromVersion"),
                json.string("attempt"),
                Result.ofJson(json.string("result")),
                json.string("reason"),
                json.string("slot"),
                json.integer("entryIndex"),
                json.integer("checkpointSize"),
                json.integer("counter"),
                json.instant("at"),
                json.has("policy") ? Optional.of(json.read("policy", PolicyRef::of)) : Optional.empty(),
                json.has("breakGlass") ? Optional.of(Documents.digest(json, "breakGlass")) : Optional.empty());
    }

    /**
     * Return whether a statement with this receipt can be about the release of this manifest. What was installed or rolled
     * back is that manifest; a refusal names what the device was offered, which is another one if somebody forged it.
     */
    public boolean fits(Statement statement, Digest manifest) {
        return statement.subjects().size() == 1 && (result == Result.REFUSED || statement.isAbout(manifest));
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public JsonObject toJson() {
        JsonObject.Builder json = JsonObject.builder();
        policy.ifPresent(judgedBy -> json.put("policy", judgedBy.toJson()));
        breakGlass.ifPresent(authorisation -> json.put("breakGlass", authorisation.toString()));
        return json.put("device", device)
                .put("manufacturer", manufacturer)
                .put("product", release.product())
                .put("release", release.version())
                .put("fromVersion", fromVersion)
                .put("attempt", attempt)
                .put("result", result.json())
                .put("reason", reason)
                .put("slot", slot)
                .put("entryIndex", entryIndex)
                .put("checkpointSize", checkpointSize)
                .put("counter", counter)
                .put("at", at)
                .build();
    }
}
