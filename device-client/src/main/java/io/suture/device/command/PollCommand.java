package io.suture.device.command;

import io.suture.device.agent.Reporter;
import io.suture.device.agent.UpdateAgent;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** One update cycle. */
@Command(
        name = "poll",
        mixinStandardHelpOptions = true,
        description =
                "Run one update cycle: ask, check, install, report. Exit 0: installed or nothing to do; 1: refused.")
public final class PollCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private final StateOptions state = new StateOptions();

    @Option(names = "--device-url", paramLabel = "URL", description = "Instead of the server stored at enrolment.")
    private @Nullable URI deviceUrl;

    @Option(names = "--once", description = "One cycle; the default.")
    void once(boolean always) {
        // The default, accepted so that scripts can say what they mean.
    }

    @Option(names = "--retry", description = "Try releases again that were rolled back on this device.")
    private boolean retry;

    @Override
    public Integer call() throws Exception {
        Reporter reporter = state.reporter(DeviceCommand.out(spec));
        return state.alone(reporter, () -> {
            UpdateAgent agent = Devices.open(state.storage(), Optional.ofNullable(deviceUrl), reporter);
            if (retry) {
                agent.forget();
            }
            return agent.poll().good();
        });
    }
}
