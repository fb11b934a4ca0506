package io.suture.cli.keys;

import io.suture.cli.session.CommandFailure;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a key's location from the command line. */
public final class KeyLocationConverter implements ITypeConverter<KeyLocation> {

    /** The refusal must not repeat the value, which may hold a PIN that does not belong there. */
    @Override
    public KeyLocation convert(String value) {
        try {
            return KeyLocation.of(value);
        } catch (CommandFailure e) {
            throw new TypeConversionException(String.valueOf(e.getMessage()));
        }
    }
}
