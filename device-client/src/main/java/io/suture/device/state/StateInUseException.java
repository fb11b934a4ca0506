package io.suture.device.state;

import java.nio.file.Path;

/** Another process works in the state directory. */
public final class StateInUseException extends RuntimeException {

    private final Path directory;
    private final String holder;

    StateInUseException(Path directory, String holder) {
        super("another suture device process%s uses %s"
                .formatted(holder.isEmpty() ? "" : " (pid " + holder + ")", directory));
        this.directory = directory;
        this.holder = holder;
    }

    public Path directory() {
        return directory;
    }

    /** Return the process id of the holder, possibly empty. */
    public String holder() {
        return holder;
    }
}
