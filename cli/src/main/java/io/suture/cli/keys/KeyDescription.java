package io.suture.cli.keys;

import io.suture.trust.json.JsonObject;
import io.suture.trust.key.KeyAlgorithm;
import io.suture.trust.key.PublicKey;
import java.util.Locale;

/** A public key for a machine to read. */
final class KeyDescription {

    private KeyDescription() {}

    static JsonObject of(PublicKey key) {
        return JsonObject.builder()
                .put("algorithm", name(key))
                .put("fingerprint", key.fingerprint().toString())
                .put("keyId", key.keyId().value())
                .put("publicKey", key.toPem())
                .build();
    }

    static String name(PublicKey key) {
        return name(key.algorithm());
    }

    static String name(KeyAlgorithm algorithm) {
        return algorithm.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
