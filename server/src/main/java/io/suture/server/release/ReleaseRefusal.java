package io.suture.server.release;

import io.suture.server.problem.ProblemType;
import io.suture.server.problem.Refusal;
import io.suture.trust.release.ReleaseId;
import java.util.List;
import java.util.Map;

/** Why a release does not move or change. */
public sealed interface ReleaseRefusal extends Refusal {

    /** The state does not allow the action. */
    record IllegalTransition(ReleaseId release, ReleaseState state, String action) implements ReleaseRefusal {

        @Override
        public ProblemType type() {
            return ProblemType.ILLEGAL_TRANSITION;
        }

        @Override
        public String detail() {
            return "Release %s is %s; '%s' is not possible.".formatted(release, state.code(), action);
        }

        @Override
        public Map<String, Object> data() {
            return Map.of(
                    "state",
                    state.code(),
                    "action",
                    action,
                    "possible",
                    ReleaseLifeCycle.legalEvents(state).stream()
                            .map(ReleaseEvent::code)
                            .toList());
        }
    }

    /** The manifest is not the description of what was uploaded. */
    record ManifestMismatch(List<String> differences) implements ReleaseRefusal {

        @Override
        public ProblemType type() {
            return ProblemType.MANIFEST_MISMATCH;
        }

        @Override
        public String detail() {
            return "The manifest differs from the release: " + String.join("; ", differences) + ".";
        }

        @Override
        public Map<String, Object> data() {
            return Map.of("differences", differences);
        }
    }
}
