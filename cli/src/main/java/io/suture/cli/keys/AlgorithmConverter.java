package io.suture.cli.keys;

import io.suture.trust.key.KeyAlgorithm;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the names {@code ecdsa-p256} and {@code ed25519}. */
final class AlgorithmConverter implements ITypeConverter<KeyAlgorithm> {

    @Override
    public KeyAlgorithm convert(String value) {
        return switch (value) {
            case "ecdsa-p256" -> KeyAlgorithm.ECDSA_P256;
            case "ed25519" -> KeyAlgorithm.ED25519;
            default -> throw new TypeConversionException("ecdsa-p256 or ed25519 is expected, not " + value);
        };
    }
}
