package io.suture.trust.gate;

import io.suture.trust.attest.ValidationRun;
import io.suture.trust.release.Artifact;
import java.util.List;
import java.util.Optional;

/** Each payload is the tested build of enough sound runs: one validated payload does not vouch for its neighbours. */
final class PayloadsTested implements Rule {

    @Override
    public List<Finding> apply(Case release) {
        List<Evidence<ValidationRun>> sound = new SoundRuns(release).sound();
        if (sound.isEmpty()) {
            return List.of();
        }
        return release.manifest().payloads().stream()
                .flatMap(payload -> untested(release, payload, sound).stream())
                .toList();
    }

    private static Optional<Finding> untested(Case release, Artifact payload, List<Evidence<ValidationRun>> sound) {
        List<Evidence<ValidationRun>> covering = sound.stream()
                .filter(run -> run.predicate().testedBuild().equals(payload.digest()))
                .toList();
        return release.enough(ValidationRun.TYPE, covering)
                ? Optional.empty()
                : Optional.of(new RunBlocker.PayloadNotTested(
                        payload.name(), payload.digest(), release.roles(ValidationRun.TYPE)));
    }
}
