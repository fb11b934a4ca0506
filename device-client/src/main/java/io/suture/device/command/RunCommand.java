package io.suture.device.command;

import io.suture.device.agent.Reporter;
import io.suture.device.agent.RunLoop;
import io.suture.device.agent.UpdateAgent;
import io.suture.device.transport.Sleeper;
import java.net.URI;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Update cycles until the process is stopped. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Run update cycles for ever, at the interval the server sets.")
public final class RunCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private final StateOptions state = new StateOptions();

    @Option(names = "--device-url", paramLabel = "URL", description = "Instead of the server stored at enrolment.")
    private @Nullable URI deviceUrl;

    @Override
    public Integer call() throws Exception {
        Reporter reporter = state.reporter(DeviceCommand.out(spec));
        return state.alone(reporter, () -> {
            UpdateAgent agent = Devices.open(state.storage(), Optional.ofNullable(deviceUrl), reporter);
            new RunLoop(agent::poll, Sleeper.real(), new SecureRandom())
                    .run(() -> !Thread.currentThread().isInterrupted());
            return true;
        });
    }
}
