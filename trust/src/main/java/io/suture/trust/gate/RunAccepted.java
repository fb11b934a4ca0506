package io.suture.trust.gate;

import io.suture.trust.attest.ValidationRun;
import java.util.ArrayList;
import java.util.List;

/** Enough people signed a sound run; see {@link SoundRuns}. */
final class RunAccepted implements Rule {

    private static final List<String> NAMES = List.of("run-accepted", "protocol-before-run");

    @Override
    public List<Finding> apply(Case release) {
        SoundRuns runs = new SoundRuns(release);
        List<Evidence<ValidationRun>> sound = runs.sound();
        List<Finding> findings = new ArrayList<>();
        if (release.enough(ValidationRun.TYPE, sound)) {
            String about = String.join(
                    ", ", sound.stream().map(run -> run.predicate().run()).toList());
            NAMES.forEach(name -> findings.add(Satisfied.of(name, about, sound)));
        } else {
            release.counted(ValidationRun.class).forEach(run -> findings.addAll(runs.problems(run)));
        }
        return findings;
    }
}
