package io.suture.trust.tuf;

import io.suture.trust.json.CanonicalJson;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonArray;
import io.suture.trust.json.JsonObject;
import io.suture.trust.key.KeyId;
import io.suture.trust.key.PublicKey;
import io.suture.trust.key.Signer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The repository side: builds the signed part of each role and signs it, together or one signer after the other. */
public final class MetadataWriter {

    /** The specification version that is written. */
    public static final String SPEC_VERSION = "1.0.34";

    private MetadataWriter() {}

    /** Return the signed part of root metadata (TUF 4.3). */
    public static JsonObject root(
            long version, Instant expires, Map<String, RoleKeys> roles, boolean consistentSnapshot) {
        Root root = new Root(version, expires, consistentSnapshot, roles);
        Map<KeyId, PublicKey> keys = new LinkedHashMap<>();
        roles.values().forEach(role -> keys.putAll(role.keys()));
        JsonObject.Builder table = JsonObject.builder();
        keys.forEach((id, key) -> table.put(id.value(), key.toTuf()));
        JsonObject.Builder listed = JsonObject.builder();
        roles.keySet().forEach(name -> listed.put(name, root.role(name).toJson().build()));
        return header(Root.TYPE, version, expires)
                .put("consistent_snapshot", consistentSnapshot)
                .put("keys", table.build())
                .put("roles", listed.build())
                .build();
    }

    /** Return the signed part of targets metadata (TUF 4.5), top-level or delegated. */
    public static JsonObject targets(
            long version, Instant expires, List<TargetFile> files, @Nullable Delegations delegations) {
        JsonObject.Builder targets = JsonObject.builder();
        files.forEach(file -> targets.put(file.path(), file.toJson()));
        JsonObject.Builder signed = header(Targets.TYPE, version, expires);
        if (delegations != null) {
            signed.put("delegations", delegations.toJson());
        }
        return signed.put("targets", targets.build()).build();
    }

    /**
     * Return the signed part of snapshot metadata (TUF 4.4).
     *
     * @param roles every targets role by its name, without {@code .json}
     */
    public static JsonObject snapshot(long version, Instant expires, Map<String, MetaFile> roles) {
        JsonObject.Builder meta = JsonObject.builder();
        roles.forEach((role, file) -> meta.put(fileName(role), file.toJson()));
        return header(Snapshot.TYPE, version, expires).put("meta", meta.build()).build();
    }

    /** Return the signed part of timestamp metadata (TUF 4.6). */
    public static JsonObject timestamp(long version, Instant expires, MetaFile snapshot) {
        JsonObject meta = JsonObject.builder()
                .put(fileName(Snapshot.TYPE), snapshot.toJson())
                .build();
        return header(Timestamp.TYPE, version, expires).put("meta", meta).build();
    }

    /** Return the metadata file with a signature of each signer; no signer gives a file to be signed later. */
    public static byte[] sign(JsonObject signed, Collection<? extends Signer> signers) {
        byte[] canonical = CanonicalJson.olpc(signed);
        List<JsonObject> signatures =
                signers.stream().map(signer -> signature(signer, canonical)).toList();
        return file(signatures, signed);
    }

    /** Return the metadata file with one more signature; an earlier one of the same key is replaced, others stay. */
    public static byte[] addSignature(byte[] metadata, Signer signer) {
        JsonObject document = Json.parseObject(metadata);
        JsonObject signed = document.object("signed");
        String id = signer.publicKey().keyId().value();
        List<JsonObject> signatures = new ArrayList<>(document.objects("signatures"));
        signatures.removeIf(signature -> signature.string("keyid").equals(id));
        signatures.add(signature(signer, CanonicalJson.olpc(signed)));
        return file(signatures, signed);
    }

    private static byte[] file(List<JsonObject> signatures, JsonObject signed) {
        return Json.compact(JsonObject.builder()
                .put("signatures", JsonArray.of(signatures))
                .put("signed", signed)
                .build());
    }

    private static JsonObject signature(Signer signer, byte[] canonical) {
        byte[] message = signer.publicKey().algorithm().tufMessage(canonical);
        return JsonObject.builder()
                .put("keyid", signer.publicKey().keyId().value())
                .put("sig", HexFormat.of().formatHex(signer.sign(message)))
                .build();
    }

    private static JsonObject.Builder header(String type, long version, Instant expires) {
        if (version < 1) {
            throw new IllegalArgumentException("the version must be at least 1");
        }
        return JsonObject.builder()
                .put("_type", type)
                .put("spec_version", SPEC_VERSION)
                .put("version", version)
                .put("expires", expires.truncatedTo(ChronoUnit.SECONDS));
    }

    private static String fileName(String role) {
        if (role.endsWith(Snapshot.SUFFIX)) {
            throw new IllegalArgumentException("a role name without .json is expected, not " + role);
        }
        return role + Snapshot.SUFFIX;
    }
}
