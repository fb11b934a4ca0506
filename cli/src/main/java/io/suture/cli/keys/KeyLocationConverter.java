package io.suture.cli.keys;

import picocli.CommandLine.ITypeConverter;

/** Reads a key's location from the command line. */
public final class KeyLocationConverter implements ITypeConverter<KeyLocation> {

    @Override
    public KeyLocation convert(String value) {
        return KeyLocation.of(value);
    }
}
