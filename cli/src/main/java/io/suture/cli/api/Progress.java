package io.suture.cli.api;

/** Hears how far a transfer is. */
@FunctionalInterface
public interface Progress {

    /** Hears nothing. */
    Progress NONE = (done, total) -> {};

    /** Says that {@code done} of {@code total} bytes went through. */
    void at(long done, long total);
}
