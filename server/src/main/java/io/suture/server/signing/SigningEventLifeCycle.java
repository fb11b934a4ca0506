package io.suture.server.signing;

import static io.suture.server.signing.SigningEventState.COMPLETED;
import static io.suture.server.signing.SigningEventState.EXPIRED;
import static io.suture.server.signing.SigningEventState.OPEN;
import static io.suture.server.signing.SigningEventState.REFUSED;
import static io.suture.server.signing.SigningEventState.SUPERSEDED;

import java.util.List;
import java.util.Optional;

/** Every legal transition of a signing event, as one table. An event ends once: nothing leaves the other states. */
final class SigningEventLifeCycle {

    private record Transition(SigningEventState from, SigningEventStep step, SigningEventState to) {}

    private static final List<Transition> TABLE = List.of(
            new Transition(OPEN, SigningEventStep.SIGN, OPEN),
            new Transition(OPEN, SigningEventStep.COMPLETE, COMPLETED),
            new Transition(OPEN, SigningEventStep.REFUSE, REFUSED),
            new Transition(OPEN, SigningEventStep.EXPIRE, EXPIRED),
            new Transition(OPEN, SigningEventStep.SUPERSEDE, SUPERSEDED));

    private SigningEventLifeCycle() {}

    /** Returns the state that the step leads to, or empty when it is not legal in this state. */
    static Optional<SigningEventState> next(SigningEventState from, SigningEventStep step) {
        return TABLE.stream()
                .filter(row -> row.from == from && row.step == step)
                .map(Transition::to)
                .findFirst();
    }
}
