package io.suture.trust.key;

/** Something that holds a private key and signs with it: a file, an HSM, a key service. May block. */
public interface Signer {

    /** Return the public key of the signatures. */
    PublicKey publicKey();

    /** Return the signature of the message: 64 bytes for Ed25519, DER for ECDSA (over the hash of its curve). */
    byte[] sign(byte[] message);
}
