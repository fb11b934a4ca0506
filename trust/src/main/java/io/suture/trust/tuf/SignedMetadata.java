package io.suture.trust.tuf;

import io.suture.trust.json.CanonicalJson;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.MalformedDocumentException;
import io.suture.trust.key.KeyId;
import io.suture.trust.key.PublicKey;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A metadata file as received (TUF 4.2.1): parsed, not yet trusted. Signatures cover the canonical form of the parsed
 * tree, so members this version does not know stay part of it.
 */
public final class SignedMetadata {

    private final String role;
    private final byte[] bytes;
    private final JsonObject signed;
    private final byte[] canonical;
    private final Map<KeyId, String> signatures;

    private SignedMetadata(String role, byte[] bytes, JsonObject document) {
        this.role = role;
        this.bytes = bytes.clone();
        this.signed = document.object("signed");
        this.canonical = CanonicalJson.olpc(signed);
        this.signatures = parseSignatures(document);
    }

    /**
     * Return the parsed file; refuses another {@code _type} and another major {@code spec_version}.
     *
     * @param role {@code root}, {@code timestamp}, {@code snapshot}, {@code targets} or a delegated role's name
     * @param bytes the file
     */
    public static SignedMetadata parse(String role, byte[] bytes) {
        return reading(role, () -> {
            SignedMetadata metadata = new SignedMetadata(role, bytes, Json.parseObject(bytes));
            metadata.requireType();
            return metadata;
        });
    }

    /** Return the role. */
    public String role() {
        return role;
    }

    /** Return the file as received, a copy. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** Return the signed part. */
    public JsonObject signed() {
        return signed;
    }

    /** Return the key ids that claim to have signed. */
    public Set<KeyId> signedBy() {
        return Set.copyOf(signatures.keySet());
    }

    /** Return which of the role's keys really signed; one key counts once, whatever key ids it has. */
    public Set<KeyId> verifiedBy(RoleKeys keys) {
        return signersAmong(keys).keySet();
    }

    private Map<KeyId, PublicKey> signersAmong(RoleKeys keys) {
        Map<KeyId, PublicKey> verified = new LinkedHashMap<>();
        Set<PublicKey> counted = new HashSet<>();
        keys.keys().forEach((id, key) -> {
            if (hasSignature(id, key) && counted.add(key)) {
                verified.put(id, key);
            }
        });
        return verified;
    }

    /** Refuse the file unless enough of the role's keys signed it, and enough of each family demanded. */
    public void requireSignedBy(RoleKeys keys) {
        Collection<PublicKey> verified = signersAmong(keys).values();
        if (verified.size() < keys.threshold()) {
            throw new TufException.ThresholdNotMet(role, keys.threshold(), verified.size());
        }
        keys.families().required().forEach((family, required) -> {
            int count = FamilyDemand.count(family, verified);
            if (count < required) {
                throw new TufException.FamilyThresholdNotMet(role, family, required, count);
            }
        });
    }

    /** Return whether {@link #requireSignedBy} would take the file. */
    public boolean isSignedBy(RoleKeys keys) {
        try {
            requireSignedBy(keys);
            return true;
        } catch (TufException e) {
            return false;
        }
    }

    /** Return the signed part as root metadata. */
    public Root asRoot() {
        return as(Root::parse);
    }

    /** Return the signed part as timestamp metadata. */
    public Timestamp asTimestamp() {
        return as(Timestamp::parse);
    }

    /** Return the signed part as snapshot metadata. */
    public Snapshot asSnapshot() {
        return as(Snapshot::parse);
    }

    /** Return the signed part as targets metadata. */
    public Targets asTargets() {
        return as(Targets::parse);
    }

    static long version(JsonObject signed) {
        long version = signed.integer("version");
        if (version < 1) {
            throw new MalformedDocumentException("version", "must be at least 1");
        }
        return version;
    }

    private <T> T as(Function<JsonObject, T> reader) {
        return reading(role, () -> {
            try {
                return reader.apply(signed);
            } catch (MalformedDocumentException e) {
                throw e.within("signed");
            }
        });
    }

    /** An invalid, empty or foreign signature is skipped, never fatal. */
    private boolean hasSignature(KeyId id, PublicKey key) {
        return Optional.ofNullable(signatures.get(id))
                .flatMap(SignedMetadata::decode)
                .filter(signature -> key.verify(key.algorithm().tufMessage(canonical), signature))
                .isPresent();
    }

    private static Optional<byte[]> decode(String hex) {
        try {
            return Optional.of(HexFormat.of().parseHex(hex));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** TUF 4.2.1: a key id must be unique in the signatures. */
    private static Map<KeyId, String> parseSignatures(JsonObject document) {
        Map<KeyId, String> signatures = new LinkedHashMap<>();
        for (JsonObject signature : document.objects("signatures")) {
            KeyId id = new KeyId(signature.string("keyid"));
            if (signatures.put(id, signature.string("sig")) != null) {
                throw new MalformedDocumentException("signatures", "a key id appears twice");
            }
        }
        return signatures;
    }

    private void requireType() {
        String expected = switch (role) {
            case Root.TYPE, Timestamp.TYPE, Snapshot.TYPE -> role;
            default -> Targets.TYPE;
        };
        if (!expected.equals(signed.string("_type"))) {
            throw new MalformedDocumentException("signed._type", expected + " is expected");
        }
        if (!signed.string("spec_version").matches("1\\.[0-9]{1,9}(\\.[0-9]{1,9})?")) {
            throw new MalformedDocumentException("signed.spec_version", "version 1 of the specification is expected");
        }
    }

    private static <T> T reading(String role, Supplier<T> reader) {
        try {
            return reader.get();
        } catch (MalformedDocumentException e) {
            throw new TufException.MetadataMalformed(role, e.getMessage());
        }
    }
}
