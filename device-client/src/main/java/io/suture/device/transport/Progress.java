package io.suture.device.transport;

/** Watches a download. */
@FunctionalInterface
public interface Progress {

    /** Nobody watches. */
    Progress NONE = (name, received, total) -> {};

    /** So many bytes of a file are here. */
    void at(String name, long received, long total);

    /** A transfer goes on behind the bytes that are here already. */
    default void resumed(String name, long received, long total) {}
}
