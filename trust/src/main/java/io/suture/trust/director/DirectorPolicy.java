package io.suture.trust.director;

import io.suture.trust.dsse.Envelope;
import io.suture.trust.json.CanonicalJson;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.MalformedDocumentException;
import io.suture.trust.key.KeyFormatException;
import io.suture.trust.key.PublicKey;
import io.suture.trust.pki.DeviceIdentity;
import io.suture.trust.release.Documents;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;

/**
 * Whose assignments count, schema {@code urn:suture:director-policy:v1}; a target of the offline {@code policy} role. A
 * key that a newer policy no longer lists is revoked.
 *
 * @param version grows with every change
 * @param threshold how many of the keys must have signed
 * @param keys the director's keys, each once
 */
public record DirectorPolicy(int version, int threshold, List<PublicKey> keys) {

    /** The target path of the document. */
    public static final String PATH = "policy/director.json";

    /** The schema's name. */
    public static final String SCHEMA = "urn:suture:director-policy:v1";

    /** Checks that the threshold can be met, and that no key can meet it twice. */
    public DirectorPolicy {
        keys = List.copyOf(keys);
        if (version < 1 || keys.isEmpty() || keys.size() > DirectorLimits.KEYS) {
            throw new MalformedDocumentException(
                    "keys", "1 to " + DirectorLimits.KEYS + " keys and a version are expected");
        }
        if (new HashSet<>(keys).size() != keys.size()) {
            throw new MalformedDocumentException("keys", "a key is listed twice");
        }
        if (threshold < 1 || threshold > keys.size()) {
            throw new MalformedDocumentException("threshold", "1 to " + keys.size() + " is expected");
        }
    }

    /** Parses a policy. */
    public static DirectorPolicy parse(byte[] bytes) {
        JsonObject json = Json.parseObject(bytes);
        Documents.requireSchema(json, SCHEMA);
        return new DirectorPolicy(
                atMostInt(json.integer("version")),
                atMostInt(json.integer("threshold")),
                json.strings("keys").stream().map(DirectorPolicy::key).toList());
    }

    private static int atMostInt(long value) {
        return (int) Math.max(Integer.MIN_VALUE, Math.min(value, Integer.MAX_VALUE));
    }

    private static PublicKey key(String pem) {
        try {
            return PublicKey.fromPem(pem);
        } catch (KeyFormatException e) {
            throw new MalformedDocumentException("keys", String.valueOf(e.getMessage()));
        }
    }

    /** Return the policy as canonical JSON. */
    public byte[] toJson() {
        return CanonicalJson.rfc8785(JsonObject.builder()
                .put("schema", SCHEMA)
                .put("version", version)
                .put("threshold", threshold)
                .putStrings("keys", keys.stream().map(PublicKey::toPem).toList())
                .build());
    }

    /**
     * Return what the director tells this device in answer to this question, or throw {@link DirectorException}. The nonce
     * proves that the answer is younger than the question, so a clock that is behind {@code issuedAt} is wrong and the
     * answer is not (ADR 0009).
     *
     * @param device who asked
     * @param nonce with what
     * @param clock what the device's clock says
     */
    public AssignmentStatement open(Envelope envelope, DeviceIdentity device, Nonce nonce, Instant clock) {
        AssignmentStatement claimed = AssignmentStatement.claimedBy(envelope);
        int verified = envelope.verifiedBy(keys).size();
        if (verified < threshold) {
            throw new DirectorException.SignatureMissing(threshold, verified);
        }
        if (!claimed.device().equals(device)) {
            throw new DirectorException.ForOtherDevice(device, claimed.device());
        }
        if (!claimed.nonce().equals(nonce)) {
            throw new DirectorException.Replayed(nonce, claimed.nonce());
        }
        if (!clock.isBefore(claimed.until())) {
            throw new DirectorException.Expired(claimed.until(), clock);
        }
        return claimed;
    }
}
