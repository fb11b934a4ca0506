package io.suture.trust.gate;

import io.suture.trust.attest.ValidationRun;
import java.util.List;

/** Every failed run stays visible and needs a sound run that started after it finished. */
final class FailedRunsRepeated implements Rule {

    @Override
    public List<Finding> apply(Case release) {
        List<Evidence<ValidationRun>> sound = new SoundRuns(release).sound();
        return release.counted(ValidationRun.class).stream()
                .filter(run -> SoundRuns.failed(run.predicate()))
                .map(run -> check(release, run, sound))
                .toList();
    }

    private static Finding check(Case release, Evidence<ValidationRun> failed, List<Evidence<ValidationRun>> sound) {
        ValidationRun run = failed.predicate();
        List<String> later = sound.stream()
                .filter(good -> good.predicate().startedAt().isAfter(run.finishedAt()))
                .map(good -> good.predicate().run())
                .toList();
        return later.isEmpty()
                ? new RunBlocker.FailedRunNotRepeated(run.run(), run.finishedAt(), release.roles(ValidationRun.TYPE))
                : new FailedRunRecorded(failed.digest(), run.run(), failed.personId(), later);
    }
}
