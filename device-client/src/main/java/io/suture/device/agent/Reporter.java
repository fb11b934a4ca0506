package io.suture.device.agent;

/** Told every step of a cycle. */
public interface Reporter {

    /** A check passed or a step is done. */
    void ok(String check, String detail);

    /** The cycle ends, or a side task failed, for this reason. */
    void fail(String code, String detail);
}
