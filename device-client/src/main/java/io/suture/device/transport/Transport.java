package io.suture.device.transport;

/** One request and its answer, blocking. Redirects are answers, never followed. */
@FunctionalInterface
public interface Transport {

    /** Send a request; the answer's body has not been read yet. Throws {@link TransportException}. */
    Exchange send(Request request);
}
