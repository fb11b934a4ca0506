package io.suture.server.erasure;

import static io.suture.server.erasure.ErasureParty.ANOTHER;
import static io.suture.server.erasure.ErasureParty.CLOCK;
import static io.suture.server.erasure.ErasureParty.REQUESTER;
import static io.suture.server.erasure.ErasureState.CONFIRMED;
import static io.suture.server.erasure.ErasureState.EXPIRED;
import static io.suture.server.erasure.ErasureState.OPEN;
import static io.suture.server.erasure.ErasureState.REFUSED;
import static io.suture.server.erasure.ErasureState.WITHDRAWN;
import static io.suture.server.erasure.ErasureStep.CONFIRM;
import static io.suture.server.erasure.ErasureStep.EXPIRE;
import static io.suture.server.erasure.ErasureStep.REFUSE;
import static io.suture.server.erasure.ErasureStep.WITHDRAW;

import java.util.List;
import java.util.Optional;

/** Every legal step of a request and who may take it, as one table. What is not in it is refused. */
final class ErasureLifeCycle {

    private record Transition(ErasureState from, ErasureStep step, ErasureParty by, ErasureState to) {}

    private static final List<Transition> TABLE = List.of(
            new Transition(OPEN, CONFIRM, ANOTHER, CONFIRMED),
            new Transition(OPEN, REFUSE, ANOTHER, REFUSED),
            new Transition(OPEN, WITHDRAW, REQUESTER, WITHDRAWN),
            new Transition(OPEN, EXPIRE, CLOCK, EXPIRED));

    private ErasureLifeCycle() {}

    /** Return the state that the step leads to, or empty when it is not legal in this state or for these. */
    static Optional<ErasureState> next(ErasureState from, ErasureStep step, ErasureParty by) {
        return TABLE.stream()
                .filter(row -> row.from == from && row.step == step && row.by == by)
                .map(Transition::to)
                .findFirst();
    }
}
