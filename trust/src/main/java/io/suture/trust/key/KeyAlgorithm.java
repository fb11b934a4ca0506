package io.suture.trust.key;

/** The signature algorithms Suture makes and accepts; ECDSA and Ed25519 with SHA-256 and SHA-512 respectively. */
public enum KeyAlgorithm {

    /** RFC 8032 Ed25519; TUF key type and scheme {@code ed25519}. */
    ED25519("ed25519", "ed25519"),

    /** FIPS 186-5 ECDSA on P-256 with SHA-256, DER signatures; TUF {@code ecdsa} / {@code ecdsa-sha2-nistp256}. */
    ECDSA_P256("ecdsa", "ecdsa-sha2-nistp256");

    private final String tufKeyType;
    private final String tufScheme;

    KeyAlgorithm(String tufKeyType, String tufScheme) {
        this.tufKeyType = tufKeyType;
        this.tufScheme = tufScheme;
    }

    /** Return the TUF key type. */
    public String tufKeyType() {
        return tufKeyType;
    }

    /** Return the TUF signature scheme. */
    public String tufScheme() {
        return tufScheme;
    }
}
