package io.suture.trust.key;

/** The signature algorithms. Suture makes Ed25519 and ECDSA; RSA is only verified, in TUF metadata of others. */
public enum KeyAlgorithm {

    /** RFC 8032 Ed25519; TUF key type and scheme {@code ed25519}. */
    ED25519("ed25519", "ed25519"),

    /** FIPS 186-5 ECDSA on P-256 with SHA-256, DER signatures; TUF {@code ecdsa} / {@code ecdsa-sha2-nistp256}. */
    ECDSA_P256("ecdsa", "ecdsa-sha2-nistp256"),

    /** RFC 8017 RSASSA-PSS with SHA-256, 2048 to 8192 bits; TUF {@code rsa} / {@code rsassa-pss-sha256}; verified only. */
    RSA_PSS("rsa", "rsassa-pss-sha256");

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
