package io.suture.server.identity;

import io.suture.server.runtime.KeyFolder;
import io.suture.trust.key.KeyAlgorithm;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/**
 * The shared secrets of authenticator apps. They are not stored: each follows from a salt in the database and a key of the
 * server that is not there, hence a stolen database yields none.
 */
@Component
class TotpSecrets {

    /** RFC 4226 section 4, R6: 160 bits. */
    static final int BYTES = 20;

    static final int SALT_BYTES = 32;

    private static final String HMAC = "HmacSHA256";
    private static final String PURPOSE = "suture-totp-v1";

    private final SecretKeySpec key;

    TotpSecrets(KeyFolder keys) {
        byte[] material = keys.ensure("_identity", "totp", KeyAlgorithm.ED25519)
                .jcaPrivateKey()
                .getEncoded();
        this.key = new SecretKeySpec(material, HMAC);
    }

    byte[] secret(String person, byte[] salt) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            mac.update((PURPOSE + "\0" + person + "\0").getBytes(StandardCharsets.UTF_8));
            return Arrays.copyOf(mac.doFinal(salt), BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + HMAC, e);
        }
    }
}
