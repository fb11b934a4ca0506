package io.suture.trust.key;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A passphrase that private keys are encrypted under, and what was stretched out of it (PBKDF2, RFC 8018 section 5.2). The
 * keys that it encrypts share a salt with those that it opened before: a folder of keys is opened for the work of one, and who
 * guesses has as much work as before, because one key was always enough to try a guess on. Thread-safe.
 */
public final class KeyPassphrase {

    static final int ITERATIONS = 600_000;
    static final String DERIVATION = "PBKDF2WithHmacSHA256";
    static final int BITS = 256;
    private static final int SALT_BYTES = 16;

    private final char[] passphrase;
    private final Map<Stretch, SecretKeySpec> stretched = new ConcurrentHashMap<>();
    private volatile @Nullable Stretch shared;

    /** Keeps a copy of the passphrase. */
    public KeyPassphrase(char[] passphrase) {
        this.passphrase = passphrase.clone();
    }

    /**
     * How a key is stretched out of the passphrase.
     *
     * @param derivation the function, as the JCA calls it
     * @param salt in hexadecimal
     * @param iterations how often
     * @param bits how long the key is
     */
    record Stretch(String derivation, String salt, int iterations, int bits) {

        byte[] saltBytes() {
            return HexFormat.of().parseHex(salt);
        }

        /** Whether keys may be encrypted so: an old or foreign file must not set a lower standard. */
        private boolean isStandard() {
            return derivation.equals(DERIVATION)
                    && salt.length() == 2 * SALT_BYTES
                    && iterations == ITERATIONS
                    && bits == BITS;
        }
    }

    /** Returns how the next key is encrypted. */
    Stretch forEncrypting(SecureRandom random) {
        Stretch known = shared;
        if (known != null) {
            return known;
        }
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return new Stretch(DERIVATION, HexFormat.of().formatHex(salt), ITERATIONS, BITS);
    }

    /** Returns the key; the first call works for it. */
    SecretKeySpec key(Stretch stretch) throws GeneralSecurityException {
        SecretKeySpec known = stretched.get(stretch);
        if (known != null) {
            return known;
        }
        PBEKeySpec spec = new PBEKeySpec(passphrase, stretch.saltBytes(), stretch.iterations(), stretch.bits());
        try {
            byte[] key = SecretKeyFactory.getInstance(stretch.derivation())
                    .generateSecret(spec)
                    .getEncoded();
            return new SecretKeySpec(key, "AES");
        } finally {
            spec.clearPassword();
        }
    }

    /** Remembers a key that encrypted or opened something; what only somebody's file asked for is not kept. */
    void proven(Stretch stretch, SecretKeySpec key) {
        stretched.put(stretch, key);
        if (stretch.isStandard()) {
            shared = stretch;
        }
    }
}
