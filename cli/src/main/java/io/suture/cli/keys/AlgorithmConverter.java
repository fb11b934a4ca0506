package io.suture.cli.keys;

import io.suture.trust.key.KeyAlgorithm;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the names of the algorithms that keys are made for, such as {@code ecdsa-p256}. */
final class AlgorithmConverter implements ITypeConverter<KeyAlgorithm> {

    private static final List<KeyAlgorithm> MADE = Arrays.stream(KeyAlgorithm.values())
            .filter(algorithm -> algorithm != KeyAlgorithm.RSA_PSS)
            .toList();

    @Override
    public KeyAlgorithm convert(String value) {
        return MADE.stream()
                .filter(algorithm -> KeyDescription.name(algorithm).equals(value))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException(
                        "one of " + MADE.stream().map(KeyDescription::name).toList() + " is expected, not " + value));
    }
}
