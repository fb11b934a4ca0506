package io.suture.trust.key;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The signature algorithms. Suture makes all but RSA, which is only verified, in TUF metadata of others. */
public enum KeyAlgorithm {

    /** RFC 8032 Ed25519; TUF key type and scheme {@code ed25519}. */
    ED25519("ed25519", "ed25519", KeyFamily.CLASSICAL),

    /** FIPS 186-5 ECDSA on P-256 with SHA-256, DER signatures; TUF {@code ecdsa} / {@code ecdsa-sha2-nistp256}. */
    ECDSA_P256("ecdsa", "ecdsa-sha2-nistp256", KeyFamily.CLASSICAL),

    /** FIPS 186-5 ECDSA on P-384 with SHA-384, DER signatures; TUF {@code ecdsa} / {@code ecdsa-sha2-nistp384}. */
    ECDSA_P384("ecdsa", "ecdsa-sha2-nistp384", KeyFamily.CLASSICAL),

    /** RFC 8017 RSASSA-PSS with SHA-256, 2048 to 8192 bits; TUF {@code rsa} / {@code rsassa-pss-sha256}; verified only. */
    RSA_PSS("rsa", "rsassa-pss-sha256", KeyFamily.CLASSICAL),

    /** FIPS 204 ML-DSA-44, pure, empty context; TUF (TAP 21) {@code ml-dsa} / {@code ml-dsa-44/1}. */
    ML_DSA_44("ml-dsa", "ml-dsa-44/1", KeyFamily.POST_QUANTUM),

    /** FIPS 204 ML-DSA-65, pure, empty context; TUF (TAP 21) {@code ml-dsa} / {@code ml-dsa-65/1}. */
    ML_DSA_65("ml-dsa", "ml-dsa-65/1", KeyFamily.POST_QUANTUM),

    /** FIPS 204 ML-DSA-87, pure, empty context; TUF (TAP 21) {@code ml-dsa} / {@code ml-dsa-87/1}. */
    ML_DSA_87("ml-dsa", "ml-dsa-87/1", KeyFamily.POST_QUANTUM);

    private static final byte[] TAP21_PREFIX = "tuf\u0001".getBytes(StandardCharsets.US_ASCII);

    private final String tufKeyType;
    private final String tufScheme;
    private final KeyFamily family;

    KeyAlgorithm(String tufKeyType, String tufScheme, KeyFamily family) {
        this.tufKeyType = tufKeyType;
        this.tufScheme = tufScheme;
        this.family = family;
    }

    /** Return the TUF key type. */
    public String tufKeyType() {
        return tufKeyType;
    }

    /** Return the TUF signature scheme. */
    public String tufScheme() {
        return tufScheme;
    }

    /** Return the family. */
    public KeyFamily family() {
        return family;
    }

    /**
     * Return the message that a key of this algorithm signs for TUF metadata: the canonical bytes themselves, but
     * {@code "tuf" || 0x01 || SHA-512(canonical)} with ML-DSA (TAP 21). Every other signature, DSSE for example, is over
     * its own message, unchanged.
     *
     * @param canonical the canonical form of the signed part
     */
    public byte[] tufMessage(byte[] canonical) {
        return switch (this) {
            case ED25519, ECDSA_P256, ECDSA_P384, RSA_PSS -> canonical.clone();
            case ML_DSA_44, ML_DSA_65, ML_DSA_87 -> tap21Message(canonical);
        };
    }

    private static byte[] tap21Message(byte[] canonical) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-512").digest(canonical);
            return ByteBuffer.allocate(TAP21_PREFIX.length + hash.length)
                    .put(TAP21_PREFIX)
                    .put(hash)
                    .array();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-512", e);
        }
    }
}
