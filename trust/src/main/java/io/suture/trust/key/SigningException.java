package io.suture.trust.key;

/** Why a key that is held elsewhere did not give a signature. Never holds secrets. */
public abstract sealed class SigningException extends RuntimeException {

    private final String code;
    private final PublicKey key;

    private SigningException(String code, String message, PublicKey key, Throwable cause) {
        super(message, cause);
        this.code = code;
        this.key = key;
    }

    private SigningException(String code, String message, PublicKey key) {
        super(message);
        this.code = code;
        this.key = key;
    }

    /** Return the stable kebab-case name of the refusal. */
    public String code() {
        return code;
    }

    /** Return the key that should have signed. */
    public PublicKey key() {
        return key;
    }

    /** The holder of the key does not sign: the token was removed, or the key may not be used for signatures. */
    public static final class KeyUnavailable extends SigningException {

        /** Create the refusal with what the holder said. */
        public KeyUnavailable(PublicKey key, Throwable cause) {
            super("signing-key-unavailable", "the holder of key " + key.keyId() + " does not sign with it", key, cause);
        }
    }

    /** The signature that came back does not verify with the public key. */
    public static final class SignatureInvalid extends SigningException {

        /** Create the refusal. */
        public SignatureInvalid(PublicKey key) {
            super("signature-invalid", "the signature made with key " + key.keyId() + " does not verify", key);
        }
    }
}
