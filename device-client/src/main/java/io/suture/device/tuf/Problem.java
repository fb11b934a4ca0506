package io.suture.device.tuf;

import io.suture.device.state.StateInUseException;
import io.suture.device.transport.TransportException;
import io.suture.trust.tuf.TufException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;

/** Why a command failed: a stable code and one line of words with the data. */
record Problem(String code, String message) {

    /** Return the problem that a failure is; a programming error is thrown on. */
    static Problem of(RuntimeException failure) {
        return switch (failure) {
            case TufException refused -> new Problem(refused.code(), words(refused));
            case TransportException unreachable -> new Problem(unreachable.code(), words(unreachable));
            case StateInUseException busy -> new Problem("metadata-in-use", words(busy));
            case UsageException usage -> new Problem("usage", words(usage));
            case UncheckedIOException io -> new Problem("storage-failed", words(Objects.requireNonNull(io.getCause())));
            default -> throw failure;
        };
    }

    String line() {
        return printable("tuf-client: " + code + ": " + message);
    }

    /** Names come from repositories: what could move a terminal's cursor is shown as {@code ?}. */
    static String printable(String text) {
        StringBuilder line = new StringBuilder();
        text.codePoints().forEach(c -> line.appendCodePoint(Character.isISOControl(c) ? '?' : c));
        return line.toString();
    }

    private static String words(RuntimeException failure) {
        return String.valueOf(failure.getMessage());
    }

    /** The file system's own exceptions name only the file. */
    private static String words(IOException failure) {
        String words = String.valueOf(failure.getMessage());
        return switch (failure) {
            case AccessDeniedException denied -> words + ": permission denied";
            case NoSuchFileException missing -> words + ": no such file or folder";
            case FileAlreadyExistsException exists -> words + ": is not a folder";
            case FileSystemException other -> words;
            default -> failure.getClass().getSimpleName() + ": " + words;
        };
    }
}
