package io.suture.device.state;

import io.suture.trust.json.MalformedDocumentException;
import java.util.function.Supplier;

/** A file of the state directory is missing or damaged and cannot be rebuilt from the others. */
public final class StateDamagedException extends RuntimeException {

    private final String file;

    public StateDamagedException(String file, String problem) {
        super(file + ": " + problem);
        this.file = file;
    }

    public String file() {
        return file;
    }

    /** Return what is read, turning every way a document can be wrong into this exception. */
    public static <T> T reading(String file, Supplier<T> reader) {
        try {
            return reader.get();
        } catch (MalformedDocumentException | IllegalArgumentException e) {
            throw new StateDamagedException(file, "damaged");
        }
    }
}
