package io.suture.trust.key;

import io.suture.trust.json.JsonObject;
import java.util.HexFormat;

/** The key objects of TUF 4.2. */
final class TufKeys {

    private static final String LEGACY_ECDSA = "ecdsa-sha2-nistp256";

    private TufKeys() {}

    static JsonObject describe(Verifier verifier) {
        String material = switch (verifier) {
            case Ed25519Verifier ed25519 -> HexFormat.of().formatHex(ed25519.raw());
            case EcdsaVerifier ecdsa -> Pem.encode("PUBLIC KEY", ecdsa.spki());
        };
        return JsonObject.builder()
                .put("keytype", verifier.algorithm().tufKeyType())
                .put("scheme", verifier.algorithm().tufScheme())
                .put("keyval", JsonObject.builder().put("public", material).build())
                .build();
    }

    static Verifier verifierOf(JsonObject key) {
        String type = key.string("keytype");
        String scheme = key.string("scheme");
        String material = key.read("keyval", value -> value.string("public"));
        if (KeyAlgorithm.ED25519.tufKeyType().equals(type)
                && KeyAlgorithm.ED25519.tufScheme().equals(scheme)) {
            return ed25519(material);
        }
        if ((KeyAlgorithm.ECDSA_P256.tufKeyType().equals(type) || LEGACY_ECDSA.equals(type))
                && KeyAlgorithm.ECDSA_P256.tufScheme().equals(scheme)) {
            return ecdsa(material);
        }
        throw new KeyFormatException("the TUF key type or scheme is not supported");
    }

    static byte[] spkiOf(String pem) {
        Pem block = Pem.parse(pem);
        if (!"PUBLIC KEY".equals(block.label())) {
            throw new KeyFormatException("a PEM block PUBLIC KEY is expected");
        }
        return block.der();
    }

    private static Verifier ed25519(String hex) {
        try {
            return Ed25519Verifier.ofRaw(HexFormat.of().parseHex(hex));
        } catch (IllegalArgumentException e) {
            throw new KeyFormatException("an Ed25519 TUF key is hexadecimal", e);
        }
    }

    private static Verifier ecdsa(String pem) {
        if (Verifier.ofSpki(spkiOf(pem)) instanceof EcdsaVerifier ecdsa) {
            return ecdsa;
        }
        throw new KeyFormatException("the TUF key type does not agree with the key");
    }
}
