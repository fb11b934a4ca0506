package io.suture.server.release;

import static io.suture.server.release.ReleaseEvent.*;
import static io.suture.server.release.ReleaseState.*;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Every legal transition, as one table. What is not in it is refused.
 *
 * <p>Nothing leaves {@code WITHDRAWN} and {@code REJECTED}. A release can be rejected until it is published, and
 * withdrawn from then on. Once signed, new evidence no longer moves it.
 */
public final class ReleaseLifeCycle {

    private record Transition(ReleaseState from, ReleaseEvent event, ReleaseState to) {}

    private static final List<Transition> TABLE = List.of(
            new Transition(DRAFT, SUBMIT, SUBMITTED),
            new Transition(DRAFT, REJECT, REJECTED),
            new Transition(SUBMITTED, VALIDATE, VALIDATED),
            new Transition(SUBMITTED, APPROVE, APPROVED),
            new Transition(SUBMITTED, REJECT, REJECTED),
            new Transition(VALIDATED, FALL_BACK, SUBMITTED),
            new Transition(VALIDATED, APPROVE, APPROVED),
            new Transition(VALIDATED, REJECT, REJECTED),
            new Transition(APPROVED, FALL_BACK, SUBMITTED),
            new Transition(APPROVED, VALIDATE, VALIDATED),
            new Transition(APPROVED, SIGN, SIGNED),
            new Transition(APPROVED, REJECT, REJECTED),
            new Transition(SIGNED, PUBLISH, PUBLISHED),
            new Transition(SIGNED, WITHDRAW, WITHDRAWN),
            new Transition(PUBLISHED, SUSPEND, SUSPENDED),
            new Transition(PUBLISHED, WITHDRAW, WITHDRAWN),
            new Transition(SUSPENDED, RESUME, PUBLISHED),
            new Transition(SUSPENDED, WITHDRAW, WITHDRAWN));

    private ReleaseLifeCycle() {}

    /** Return the state that the event leads to, or empty when it is not legal in this state. */
    public static Optional<ReleaseState> next(ReleaseState from, ReleaseEvent event) {
        return TABLE.stream()
                .filter(row -> row.from == from && row.event == event)
                .map(Transition::to)
                .findFirst();
    }

    /** Return the events that are legal in this state. */
    public static List<ReleaseEvent> legalEvents(ReleaseState from) {
        return Arrays.stream(ReleaseEvent.values())
                .filter(event -> next(from, event).isPresent())
                .toList();
    }
}
