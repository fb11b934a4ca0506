package io.suture.device.tuf;

/** The command line is not one that CLIENT-CLI.md describes. */
final class UsageException extends RuntimeException {

    UsageException(String message) {
        super(message);
    }
}
