package io.suture.cli.ceremony;

import io.suture.cli.session.CommandFailure;
import io.suture.cli.session.LocalFiles;
import io.suture.trust.digest.Digest;
import io.suture.trust.json.CanonicalJson;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonArray;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.MalformedDocumentException;
import io.suture.trust.key.KeyId;
import io.suture.trust.key.Signer;
import io.suture.trust.tuf.SignedMetadata;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * One key's signature of one metadata file, as it is carried back from a key holder's machine.
 *
 * @param file the metadata file's name
 * @param digest of the canonical signed part
 * @param key who signed
 * @param signature hexadecimal
 * @param store what held the key
 * @param at when
 */
record RoleSignature(String file, Digest digest, KeyId key, String signature, String store, Instant at) {

    private static final String SCHEMA = "urn:suture:role-signatures:v1";

    /** Return the signature of a file, made and verified. */
    static RoleSignature make(FileState state, Signer signer, String store, Instant at) {
        byte[] message = signer.publicKey()
                .algorithm()
                .tufMessage(CanonicalJson.olpc(state.file().signed()));
        String signature = HexFormat.of().formatHex(signer.sign(message));
        KeyId key = signer.publicKey().keyId();
        RoleSignature made = new RoleSignature(state.name(), state.digest(), key, signature, store, at);
        made.addTo(state);
        return made;
    }

    /** Return the file with this signature; refuses one that does not belong to it, and says why. */
    byte[] addTo(FileState state) {
        if (!digest.equals(state.digest())) {
            throw CommandFailure.refused(
                    "signature-over-other-bytes",
                    "the signature of " + file + " was made over other bytes: " + digest + ", here " + state.digest());
        }
        if (!state.keys().containsKey(key)) {
            throw CommandFailure.refused("key-not-authorised", "key " + key + " is not a key that signs " + file);
        }
        byte[] signed = withSignature(state.file());
        SignedMetadata checked = OfflineMetadata.parse(state.file().role(), signed);
        if (!new FileState(state.name(), checked, state.before(), state.demands())
                .signedBy()
                .contains(key)) {
            throw CommandFailure.refused(
                    "signature-invalid", "the signature of " + file + " by " + key + " is invalid");
        }
        return signed;
    }

    private byte[] withSignature(SignedMetadata metadata) {
        List<JsonObject> signatures =
                new ArrayList<>(Json.parseObject(metadata.bytes()).objects("signatures"));
        signatures.removeIf(other -> other.string("keyid").equals(key.value()));
        signatures.add(JsonObject.builder()
                .put("keyid", key.value())
                .put("sig", signature)
                .build());
        return Json.compact(JsonObject.builder()
                .put("signatures", JsonArray.of(signatures))
                .put("signed", metadata.signed())
                .build());
    }

    static List<RoleSignature> read(Path path) {
        try {
            JsonObject json = Json.parseObject(LocalFiles.read(path, LocalFiles.DOCUMENT));
            if (!json.string("schema").equals(SCHEMA)) {
                throw new MalformedDocumentException("schema", SCHEMA + " is expected");
            }
            return json.readEach("signatures", RoleSignature::of);
        } catch (MalformedDocumentException | IllegalArgumentException e) {
            throw CommandFailure.refused("malformed-signature-file", path + ": " + e.getMessage());
        }
    }

    private static RoleSignature of(JsonObject json) {
        return new RoleSignature(
                json.string("file"),
                Digest.parse(json.string("digest")),
                new KeyId(json.string("keyid")),
                json.string("sig"),
                json.string("keyStore"),
                json.instant("at"));
    }

    static byte[] toJson(List<RoleSignature> signatures) {
        return CanonicalJson.rfc8785(JsonObject.builder()
                .put("schema", SCHEMA)
                .putAll(
                        "signatures",
                        signatures.stream().map(RoleSignature::json).toList())
                .build());
    }

    private JsonObject json() {
        return JsonObject.builder()
                .put("file", file)
                .put("digest", digest.toString())
                .put("keyid", key.value())
                .put("sig", signature)
                .put("keyStore", store)
                .put("at", at)
                .build();
    }

    /** Return what the record of the ceremony keeps. */
    JsonObject recorded() {
        return JsonObject.builder()
                .put("file", file)
                .put("keyid", key.value())
                .put("keyStore", store)
                .put("at", at)
                .build();
    }
}
