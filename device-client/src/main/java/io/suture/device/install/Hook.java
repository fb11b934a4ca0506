package io.suture.device.install;

import io.suture.device.state.Attempt;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A question to the device's own software: is it safe to restart now, is the new version healthy. */
@FunctionalInterface
public interface Hook {

    /** The answer and a line for people. */
    record Answer(boolean yes, String detail) {}

    /** Ask about an update. */
    Answer ask(Attempt attempt);

    /** Return a hook that runs a command; without one the answer is yes. */
    static Hook of(Optional<String> command, CommandRunner runner) {
        return command.<Hook>map(line -> attempt -> {
                    CommandRunner.Result result = runner.run(line, List.of(), environment(attempt));
                    return new Answer(result.succeeded(), result.explain());
                })
                .orElse(attempt -> new Answer(true, "no hook configured"));
    }

    /** Return what a hook learns about the update. */
    static Map<String, String> environment(Attempt attempt) {
        return Map.of(
                "SUTURE_RELEASE", attempt.release().toString(),
                "SUTURE_VERSION", attempt.release().version(),
                "SUTURE_SLOT", attempt.slot().toString());
    }
}
