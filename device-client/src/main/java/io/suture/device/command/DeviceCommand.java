package io.suture.device.command;

import java.io.PrintWriter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/** The command with all its sub-commands. */
@Command(
        name = "suture device",
        mixinStandardHelpOptions = true,
        description = "The update agent of a medical device.",
        subcommands = {
            EnrolCommand.class,
            PollCommand.class,
            InstallCommand.class,
            BreakGlassCommand.class,
            CheckBootCommand.class,
            RunCommand.class,
            StatusCommand.class,
            FlushReceiptsCommand.class
        })
public final class DeviceCommand {

    /** Return the command line, ready to be executed. */
    public static CommandLine line() {
        return new CommandLine(new DeviceCommand());
    }

    static PrintWriter out(@Nullable CommandSpec spec) {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }
}
