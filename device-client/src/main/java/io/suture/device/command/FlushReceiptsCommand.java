package io.suture.device.command;

import io.suture.device.agent.Reporter;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Delivers receipts that could not be delivered before. */
@Command(
        name = "flush-receipts",
        mixinStandardHelpOptions = true,
        description = "Deliver the receipts that wait. Exit 1 if some still wait.")
public final class FlushReceiptsCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private final StateOptions state = new StateOptions();

    @Option(names = "--device-url", paramLabel = "URL", description = "Instead of the server stored at enrolment.")
    private @Nullable URI deviceUrl;

    @Override
    public Integer call() throws Exception {
        Reporter reporter = state.reporter(DeviceCommand.out(spec));
        return state.alone(
                reporter,
                () -> Devices.open(state.storage(), Optional.ofNullable(deviceUrl), reporter)
                        .flush());
    }
}
