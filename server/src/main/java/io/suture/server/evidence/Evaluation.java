package io.suture.server.evidence;

import io.suture.server.release.ReleaseEvent;
import io.suture.server.release.ReleaseState;
import io.suture.trust.attest.QualityApproval;
import io.suture.trust.gate.Verdict;
import java.util.Optional;

/** Which state a verdict stands for, and which event leads there. */
final class Evaluation {

    private Evaluation() {}

    /** Accepted is approved; waiting for nothing but approvals is validated; anything else is submitted. */
    static ReleaseState state(Verdict verdict) {
        if (verdict.accepted()) {
            return ReleaseState.APPROVED;
        }
        boolean onlyApproval = verdict.blockers().stream()
                .allMatch(blocker -> blocker.predicateType().equals(QualityApproval.TYPE));
        return onlyApproval ? ReleaseState.VALIDATED : ReleaseState.SUBMITTED;
    }

    /** Return the event that makes the state fit the verdict; empty when it does, or when evidence no longer moves it. */
    static Optional<ReleaseEvent> event(ReleaseState from, Verdict verdict) {
        ReleaseState to = state(verdict);
        boolean moves =
                from == ReleaseState.SUBMITTED || from == ReleaseState.VALIDATED || from == ReleaseState.APPROVED;
        if (!moves || from == to) {
            return Optional.empty();
        }
        return Optional.of(
                switch (to) {
                    case APPROVED -> ReleaseEvent.APPROVE;
                    case VALIDATED -> ReleaseEvent.VALIDATE;
                    default -> ReleaseEvent.FALL_BACK;
                });
    }
}
