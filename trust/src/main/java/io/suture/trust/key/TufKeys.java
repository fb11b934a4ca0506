package io.suture.trust.key;

import io.suture.trust.json.JsonObject;
import java.util.Arrays;
import java.util.HexFormat;

/** The key objects of TUF 4.2. */
final class TufKeys {

    private static final String LABEL = "PUBLIC KEY";
    private static final String LEGACY_ECDSA = "ecdsa-sha2-";

    private TufKeys() {}

    static JsonObject describe(Verifier verifier) {
        String material = switch (verifier) {
            case Ed25519Verifier ed25519 -> HexFormat.of().formatHex(ed25519.raw());
            case EcdsaVerifier ecdsa -> Pem.encode(LABEL, ecdsa.spki());
            case RsaVerifier rsa -> Pem.encode(LABEL, rsa.spki());
            case MlDsaVerifier mlDsa -> Pem.encode(LABEL, mlDsa.spki());
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
        KeyAlgorithm algorithm = algorithm(type, scheme);
        return switch (algorithm) {
            case ED25519 -> ed25519(material);
            case RSA_PSS -> RsaVerifier.ofSpki(spkiOf(material));
            case ECDSA_P256, ECDSA_P384, ML_DSA_44, ML_DSA_65, ML_DSA_87 -> ofPem(algorithm, material);
        };
    }

    /** TUF 4.3: the key type {@code ecdsa-sha2-…}, equal to the scheme, is an older form of {@code ecdsa}. */
    private static KeyAlgorithm algorithm(String type, String scheme) {
        String current = type.startsWith(LEGACY_ECDSA) && type.equals(scheme) ? "ecdsa" : type;
        return Arrays.stream(KeyAlgorithm.values())
                .filter(a -> a.tufKeyType().equals(current) && a.tufScheme().equals(scheme))
                .findFirst()
                .orElseThrow(() -> new KeyFormatException("the TUF key type or scheme is not supported"));
    }

    static byte[] spkiOf(String pem) {
        Pem block = Pem.parse(pem);
        if (!LABEL.equals(block.label())) {
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

    private static Verifier ofPem(KeyAlgorithm algorithm, String pem) {
        Verifier verifier = Verifier.ofSpki(spkiOf(pem));
        if (verifier.algorithm() != algorithm) {
            throw new KeyFormatException("the TUF key type does not agree with the key");
        }
        return verifier;
    }
}
