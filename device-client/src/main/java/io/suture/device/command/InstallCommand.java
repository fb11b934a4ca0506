package io.suture.device.command;

import io.suture.device.agent.Reporter;
import io.suture.trust.release.ReleaseId;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** An update without a server. */
@Command(
        name = "install",
        mixinStandardHelpOptions = true,
        description = {
            "Install a release from a repository that was carried here, with every check of a poll but the director's word.",
            "Exit 0: installed, or it runs already; 1: refused. Receipts wait for the next poll."
        })
public final class InstallCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private final StateOptions state = new StateOptions();

    @Option(names = "--from", paramLabel = "DIR", required = true, description = "The folder with metadata/ and log/.")
    private Path from = Path.of("");

    @Option(
            names = "--release",
            paramLabel = "PRODUCT/VERSION",
            required = true,
            converter = ReleaseName.class,
            description = "What to install.")
    private @Nullable ReleaseId release;

    static final class ReleaseName implements ITypeConverter<ReleaseId> {
        @Override
        public ReleaseId convert(String text) {
            return ReleaseId.parse(text);
        }
    }

    @Override
    public Integer call() throws Exception {
        Reporter reporter = state.reporter(DeviceCommand.out(spec));
        ReleaseId chosen = Objects.requireNonNull(release);
        return state.alone(
                reporter,
                () -> Devices.carried(state.storage(), from, reporter)
                        .install(chosen)
                        .good());
    }
}
