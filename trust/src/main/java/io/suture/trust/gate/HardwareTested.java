package io.suture.trust.gate;

import io.suture.trust.attest.ValidationRun;
import java.util.List;

/** If the policy says so, each hardware revision of the manifest is named by enough sound runs. */
final class HardwareTested implements Rule {

    private static final String NAME = "hardware-revisions";

    @Override
    public List<Finding> apply(Case release) {
        List<Evidence<ValidationRun>> sound = new SoundRuns(release).sound();
        if (!release.rule().everyHardwareRevision() || sound.isEmpty()) {
            return List.of();
        }
        List<String> revisions = release.manifest().compatibility().hardwareRevisions();
        List<String> untested = revisions.stream()
                .filter(revision -> !release.enough(ValidationRun.TYPE, naming(revision, sound)))
                .toList();
        return List.of(
                untested.isEmpty()
                        ? Satisfied.of(NAME, String.join(", ", revisions), sound)
                        : new RunBlocker.HardwareNotTested(untested, release.roles(ValidationRun.TYPE)));
    }

    private static List<Evidence<ValidationRun>> naming(String revision, List<Evidence<ValidationRun>> sound) {
        return sound.stream()
                .filter(run -> run.predicate().details().hardwareRevisions().contains(revision))
                .toList();
    }
}
