package io.suture.trust.release;

import io.suture.trust.digest.Digest;
import io.suture.trust.json.CanonicalJson;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.MalformedDocumentException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The release manifest, schema {@code urn:suture:release-manifest:v1}. Its SHA-256 is what everybody signs: one changed
 * byte is another release. Only the RFC 8785 form without unknown members is read, so a manifest has one spelling.
 *
 * @param id product and version
 * @param rollbackIndex grows when older releases must no longer install
 * @param kind why the release is made
 * @param content what it brings to the device
 * @param fixes the vulnerabilities it closes
 * @param compatibility the devices it fits
 * @param install how it is installed
 * @param payloads the files a device installs, at least one
 * @param sbom the bill of materials
 */
public record Manifest(
        ReleaseId id,
        long rollbackIndex,
        ReleaseKind kind,
        ReleaseContent content,
        List<String> fixes,
        Compatibility compatibility,
        InstallRules install,
        List<Artifact> payloads,
        Artifact sbom) {

    /** The schema's name. */
    public static final String SCHEMA = "urn:suture:release-manifest:v1";

    /** The target's file name. */
    public static final String FILE = "manifest.json";

    /** The file name of the evidence beside it. */
    public static final String EVIDENCE_FILE = "evidence.jsonl";

    /** The file name of the proofs where the log has the evidence. */
    public static final String EVIDENCE_LOG_FILE = "evidence-log.json";

    /** The file name of the gate's verdict at the signing. */
    public static final String VERDICT_FILE = "verdict.json";

    /** The names that no payload and no bill of materials may have. */
    public static final Set<String> RESERVED = Set.of(FILE, EVIDENCE_FILE, EVIDENCE_LOG_FILE, VERDICT_FILE);

    private static final long MAX_ROLLBACK_INDEX = (1L << 53) - 1;

    /** Copies the lists and checks counts and names. */
    public Manifest {
        fixes = distinct("fixes", fixes);
        payloads = List.copyOf(payloads);
        if (rollbackIndex < 0 || rollbackIndex > MAX_ROLLBACK_INDEX) {
            throw new MalformedDocumentException("rollbackIndex", "is out of range");
        }
        if (payloads.isEmpty() || payloads.size() > ReleaseLimits.PAYLOADS) {
            throw new MalformedDocumentException("payloads", "1 to " + ReleaseLimits.PAYLOADS + " are expected");
        }
        requireNames(payloads, sbom);
    }

    /** A release of firmware. */
    public Manifest(
            ReleaseId id,
            long rollbackIndex,
            ReleaseKind kind,
            List<String> fixes,
            Compatibility compatibility,
            InstallRules install,
            List<Artifact> payloads,
            Artifact sbom) {
        this(id, rollbackIndex, kind, ReleaseContent.FIRMWARE, fixes, compatibility, install, payloads, sbom);
    }

    /** Parses the bytes that everybody signed. */
    public static Manifest parse(byte[] bytes) {
        Manifest manifest = of(Json.parseObject(bytes, ReleaseLimits.MANIFEST));
        if (!Arrays.equals(manifest.toJson(), bytes)) {
            throw new MalformedDocumentException("", "is not canonical (RFC 8785) or has unknown members");
        }
        return manifest;
    }

    /** Return the manifest's bytes. */
    public byte[] toJson() {
        JsonObject.Builder json = JsonObject.builder();
        if (content != ReleaseContent.FIRMWARE) {
            json.put("content", content.json());
        }
        return CanonicalJson.rfc8785(json.put("schema", SCHEMA)
                .put("product", id.product())
                .put("version", id.version())
                .put("rollbackIndex", rollbackIndex)
                .put("kind", kind.json())
                .putStrings("fixes", fixes)
                .put("compatibility", compatibility.toJson())
                .put("install", install.toJson())
                .putAll("payloads", payloads.stream().map(Artifact::toJson).toList())
                .put("sbom", sbom.toJson())
                .build());
    }

    /** Return the SHA-256 of the manifest's bytes. */
    public Digest digest() {
        return Digest.of(toJson());
    }

    /** Return why the release does not fit the device, or nothing if it fits. */
    public Optional<Incompatibility> check(DeviceProfile device) {
        if (!id.product().equals(device.product())) {
            return Optional.of(new Incompatibility.WrongProduct(device.product(), id.product()));
        }
        if (rollbackIndex < device.rollbackIndex()) {
            return Optional.of(new Incompatibility.RollbackIndexTooLow(device.rollbackIndex(), rollbackIndex));
        }
        return compatibility.check(device);
    }

    /** Return whether the digest is one of a payload. */
    public boolean hasPayload(Digest digest) {
        return payloads.stream().anyMatch(payload -> payload.digest().equals(digest));
    }

    static List<String> distinct(String name, List<String> values) {
        if (values.size() > ReleaseLimits.LIST || new HashSet<>(values).size() != values.size()) {
            throw new MalformedDocumentException(name, "has too many or repeated entries");
        }
        return List.copyOf(values);
    }

    private static Manifest of(JsonObject json) {
        Documents.requireSchema(json, SCHEMA);
        return new Manifest(
                new ReleaseId(json.string("product"), json.string("version")),
                json.integer("rollbackIndex"),
                ReleaseKind.ofJson(json.string("kind")),
                json.findString("content").map(ReleaseContent::ofJson).orElse(ReleaseContent.FIRMWARE),
                json.strings("fixes"),
                json.read("compatibility", Compatibility::of),
                json.read("install", InstallRules::of),
                json.readEach("payloads", Artifact::of),
                json.read("sbom", Artifact::of));
    }

    private static void requireNames(List<Artifact> payloads, Artifact sbom) {
        Set<String> names = new HashSet<>(RESERVED);
        if (!names.add(sbom.name())) {
            throw new MalformedDocumentException("sbom.name", "is reserved");
        }
        for (Artifact payload : payloads) {
            if (!names.add(payload.name())) {
                throw new MalformedDocumentException("payloads", "a name is reserved or used twice");
            }
        }
    }
}
