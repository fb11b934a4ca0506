package io.suture.device.state;

/** An event that cannot happen in a phase: a defect, never a refusal. */
public final class IllegalTransitionException extends IllegalStateException {

    IllegalTransitionException(Phase phase, Phase.Event event) {
        super(event + " cannot happen while " + phase);
    }
}
