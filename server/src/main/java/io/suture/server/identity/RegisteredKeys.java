package io.suture.server.identity;

import io.suture.server.problem.Fields;
import io.suture.server.problem.PlainRefusal;
import io.suture.server.problem.ProblemType;
import io.suture.server.runtime.ExampleKeys;
import io.suture.trust.key.KeyAlgorithm;
import io.suture.trust.key.KeyFormatException;
import io.suture.trust.key.PublicKey;
import org.springframework.stereotype.Component;

/** Which public keys people may register: ECDSA P-256, and no example keys outside of a demonstration. */
@Component
class RegisteredKeys {

    private static final String FIELD = "publicKey";

    private final ExampleKeys examples;

    RegisteredKeys(ExampleKeys examples) {
        this.examples = examples;
    }

    PublicKey parse(String pem) {
        try {
            return check(PublicKey.fromPem(pem));
        } catch (KeyFormatException e) {
            throw Fields.invalid(FIELD, "is not a PEM public key");
        }
    }

    PublicKey ofSpki(byte[] spki) {
        try {
            return check(PublicKey.fromSpki(spki));
        } catch (KeyFormatException e) {
            throw Fields.invalid(FIELD, "is not a SubjectPublicKeyInfo");
        }
    }

    private PublicKey check(PublicKey key) {
        if (key.algorithm() != KeyAlgorithm.ECDSA_P256) {
            throw Fields.invalid(FIELD, "must be an ECDSA P-256 key");
        }
        if (!examples.allows(key.fingerprint())) {
            throw new PlainRefusal(
                            ProblemType.EXAMPLE_KEY_REFUSED,
                            "This is a published example key, which everybody has; make one of your own.")
                    .refused();
        }
        return key;
    }
}
