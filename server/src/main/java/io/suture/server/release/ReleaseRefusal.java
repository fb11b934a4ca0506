package io.suture.server.release;

import io.suture.server.problem.ProblemType;
import io.suture.server.problem.Refusal;
import io.suture.trust.release.ReleaseId;
import io.suture.trust.sbom.SbomProblem;
import java.util.List;
import java.util.Map;

/** Why a release does not move or change. */
public sealed interface ReleaseRefusal extends Refusal {

    /** The state does not allow the action. */
    record IllegalTransition(ReleaseId release, ReleaseState state, String action) implements ReleaseRefusal {

        @Override
        public Answer answer() {
            return Answer.of(
                    ProblemType.ILLEGAL_TRANSITION,
                    "Release %s is %s; '%s' is not possible.".formatted(release, state.code(), action),
                    Map.of(
                            "state",
                            state.code(),
                            "action",
                            action,
                            "possible",
                            ReleaseLifeCycle.legalEvents(state).stream()
                                    .map(ReleaseEvent::code)
                                    .toList()));
        }
    }

    /** The manifest is not the description of what was uploaded. */
    record ManifestMismatch(List<String> differences) implements ReleaseRefusal {

        @Override
        public Answer answer() {
            return Answer.of(
                    ProblemType.MANIFEST_MISMATCH,
                    "The manifest differs from the release: " + String.join("; ", differences) + ".",
                    Map.of("differences", differences));
        }
    }

    /** The bill of materials cannot be read, or describes other payloads. */
    record SbomRefused(List<SbomProblem> problems) implements ReleaseRefusal {

        /** Copies the problems. */
        public SbomRefused {
            problems = List.copyOf(problems);
        }

        @Override
        public Answer answer() {
            return Answer.of(
                    ProblemType.SBOM_REFUSED,
                    "The bill of materials does not fit the release: "
                            + String.join(
                                    " ",
                                    problems.stream().map(SbomProblem::explain).toList()),
                    Map.of(
                            "problems",
                            problems.stream().map(SbomRefused::describe).toList()));
        }

        private static Map<String, Object> describe(SbomProblem problem) {
            return switch (problem) {
                case SbomProblem.Unreadable u -> Map.of("code", u.code(), "explain", u.explain(), "path", u.path());
                case SbomProblem.PayloadNotDescribed p ->
                    Map.of(
                            "code",
                            p.code(),
                            "explain",
                            p.explain(),
                            "payload",
                            p.payload().name(),
                            "sha256",
                            p.payload().digest().hex());
            };
        }
    }
}
