package io.suture.trust.breakglass;

import io.suture.trust.digest.Digest;
import io.suture.trust.director.AssignedRelease;
import io.suture.trust.director.Nonce;
import io.suture.trust.dsse.Envelope;
import io.suture.trust.json.CanonicalJson;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.MalformedDocumentException;
import io.suture.trust.key.Signer;
import io.suture.trust.pki.DeviceIdentity;
import io.suture.trust.pki.PkiException;
import io.suture.trust.release.Documents;
import io.suture.trust.release.ReleaseId;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What break-glass people allow one device once, schema {@code urn:suture:break-glass:v1}. To be acted on only when
 * {@link BreakGlassPolicy#open} returned it.
 *
 * @param device whom it is for
 * @param release what to install, down to the digest of its manifest
 * @param lifts the checks that need not pass
 * @param reason why, in a person's words
 * @param issuedAt when it was made
 * @param until when it stops counting
 * @param nonce what makes it another one than any before
 */
public record Authorisation(
        DeviceIdentity device,
        AssignedRelease release,
        Set<LiftedCheck> lifts,
        String reason,
        Instant issuedAt,
        Instant until,
        Nonce nonce) {

    /** DSSE payload type. */
    public static final String PAYLOAD_TYPE = "application/vnd.suture.break-glass+json";

    /** The schema's name. */
    public static final String SCHEMA = "urn:suture:break-glass:v1";

    /** Checks that it lifts something, says why, and ends. */
    public Authorisation {
        lifts = Set.copyOf(lifts);
        if (lifts.isEmpty()) {
            throw new MalformedDocumentException("lifts", "lifts nothing");
        }
        if (reason.isBlank() || reason.length() > BreakGlassLimits.REASON) {
            throw new MalformedDocumentException(
                    "reason", "1 to " + BreakGlassLimits.REASON + " characters are expected");
        }
        if (!until.isAfter(issuedAt) || until.isAfter(issuedAt.plus(BreakGlassLimits.VALIDITY))) {
            throw new MalformedDocumentException(
                    "until", "is not within " + BreakGlassLimits.VALIDITY + " after issuedAt");
        }
    }

    /** Return what an envelope claims; nothing about it is verified. */
    public static Authorisation claimedBy(Envelope envelope) {
        if (!envelope.payloadType().equals(PAYLOAD_TYPE)) {
            throw new MalformedDocumentException("payloadType", PAYLOAD_TYPE + " is expected");
        }
        JsonObject json = Json.parseObject(envelope.payload());
        Documents.requireSchema(json, SCHEMA);
        return new Authorisation(
                identity(json),
                new AssignedRelease(
                        new ReleaseId(json.string("product"), json.string("version")),
                        Documents.digest(json, "manifest")),
                json.strings("lifts").stream().map(LiftedCheck::ofJson).collect(Collectors.toSet()),
                Documents.text(json, "reason"),
                json.instant("issuedAt"),
                json.instant("until"),
                Nonce.parse(json.string("nonce")));
    }

    /** Return which release an envelope claims to be about, for the report of its refusal. */
    public static ReleaseId releaseClaimedBy(Envelope envelope) {
        JsonObject json = Json.parseObject(envelope.payload());
        return new ReleaseId(json.string("product"), json.string("version"));
    }

    private static DeviceIdentity identity(JsonObject json) {
        try {
            return new DeviceIdentity(json.string("manufacturer"), json.string("device"));
        } catch (PkiException e) {
            throw new MalformedDocumentException("device", "is not a device id of a manufacturer");
        }
    }

    /** Return whether a check need not pass. */
    public boolean lifts(LiftedCheck check) {
        return lifts.contains(check);
    }

    /** Refuses a release of which the product role says something else. */
    public void requireAgreement(Digest vouchedFor) {
        if (!release.manifest().equals(vouchedFor)) {
            throw new BreakGlassException.ForOtherManifest(release.manifest(), vouchedFor);
        }
    }

    /** Return the authorisation in an envelope signed by each signer. */
    public Envelope sign(Signer... signers) {
        return Envelope.sign(PAYLOAD_TYPE, toJson(), signers);
    }

    /** Return the authorisation as canonical JSON. */
    public byte[] toJson() {
        return CanonicalJson.rfc8785(JsonObject.builder()
                .put("schema", SCHEMA)
                .put("manufacturer", device.manufacturer())
                .put("device", device.device())
                .put("product", release.id().product())
                .put("version", release.id().version())
                .put("manifest", release.manifest().toString())
                .putStrings(
                        "lifts", lifts.stream().map(LiftedCheck::json).collect(Collectors.toCollection(TreeSet::new)))
                .put("reason", reason)
                .put("issuedAt", issuedAt)
                .put("until", until)
                .put("nonce", nonce.toString())
                .build());
    }
}
