package io.suture.trust.key;

import io.suture.trust.digest.Digest;
import io.suture.trust.json.CanonicalJson;
import io.suture.trust.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** A public key, verified to be a valid key of its algorithm. Two keys are equal when their SPKI is. */
public final class PublicKey {

    private final Verifier verifier;
    private final JsonObject tuf;
    private final KeyId keyId;
    private final Digest fingerprint;

    private PublicKey(Verifier verifier, JsonObject tuf) {
        this.verifier = verifier;
        this.tuf = tuf;
        this.keyId = new KeyId(Digest.of(CanonicalJson.olpc(tuf)).hex());
        this.fingerprint = Digest.of(verifier.spki());
    }

    /** Return the key of a PEM block {@code PUBLIC KEY} (SubjectPublicKeyInfo). */
    public static PublicKey fromPem(String spkiPem) {
        return fromSpki(TufKeys.spkiOf(spkiPem));
    }

    /** Return the key of a DER SubjectPublicKeyInfo (RFC 5480, RFC 8410). */
    public static PublicKey fromSpki(byte[] spki) {
        Verifier verifier = Verifier.ofSpki(spki);
        return new PublicKey(verifier, TufKeys.describe(verifier));
    }

    /** Return the key of the bare bytes of an Ed25519 or ML-DSA key, as {@link #raw()} gives them. */
    public static PublicKey fromRaw(KeyAlgorithm algorithm, byte[] raw) {
        Verifier verifier = Verifier.ofRaw(algorithm, raw);
        return new PublicKey(verifier, TufKeys.describe(verifier));
    }

    /** Return the key of a TUF key object (TUF 4.2); unknown members stay part of it and of its key id. */
    public static PublicKey fromTuf(JsonObject key) {
        return new PublicKey(TufKeys.verifierOf(key), key);
    }

    /** Return the algorithm. */
    public KeyAlgorithm algorithm() {
        return verifier.algorithm();
    }

    /** Return the TUF key object, as read if it was read. */
    public JsonObject toTuf() {
        return tuf;
    }

    /** Return the PEM block {@code PUBLIC KEY}. */
    public String toPem() {
        return Pem.encode("PUBLIC KEY", spki());
    }

    /** Return the DER SubjectPublicKeyInfo. */
    public byte[] spki() {
        return verifier.spki();
    }

    /** Return the bare key: 32 bytes for Ed25519, the uncompressed point for ECDSA, PKCS#1 for RSA, FIPS 204 for ML-DSA. */
    public byte[] raw() {
        return verifier.raw();
    }

    /** Return the TUF key id: SHA-256 of the canonical TUF key object. */
    public KeyId keyId() {
        return keyId;
    }

    /** Return the SHA-256 of the SPKI. */
    public Digest fingerprint() {
        return fingerprint;
    }

    /** Return whether the signature of the message was made by this key; a malformed signature was not. */
    public boolean verify(byte[] message, byte[] signature) {
        return verifier.verify(message, signature);
    }

    /** Return the key for the JCA, for use in TLS and X.509. */
    public java.security.PublicKey jcaPublicKey() {
        return Jca.publicKey(algorithm(), spki());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PublicKey key && fingerprint.equals(key.fingerprint);
    }

    @Override
    public int hashCode() {
        return fingerprint.hashCode();
    }

    @Override
    public String toString() {
        return algorithm() + " " + fingerprint;
    }
}
