package io.suture.device.state;

/** Told each step after which a power cut would leave something different on the medium: the place to inject one. */
@FunctionalInterface
public interface Steps {

    /** Nobody listens. */
    Steps NONE = step -> {};

    /** The step named has just been reached. */
    void reached(String step);
}
