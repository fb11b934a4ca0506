package io.suture.cli;

import io.suture.cli.session.CommandFailure;
import io.suture.cli.session.ExitCode;
import io.suture.cli.session.GlobalOptions;
import io.suture.cli.session.Session;
import io.suture.cli.session.World;
import io.suture.trust.breakglass.BreakGlassException;
import io.suture.trust.json.MalformedDocumentException;
import io.suture.trust.key.SigningException;
import io.suture.trust.pki.PkiException;
import java.io.PrintWriter;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The command line {@code suture}.
 *
 * <p>A subject adds its commands in {@link #commandLine(World)}; a command gets the {@link Session} by its constructor and
 * throws {@link CommandFailure} when it cannot go on.
 */
@Command(
        name = "suture",
        mixinStandardHelpOptions = true,
        version = "suture 0.1.0",
        description = "Secure firmware updates for medical devices: sign, publish, prove.",
        synopsisSubcommandLabel = "COMMAND",
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " 0:done",
            " 1:refused, or a verification failed",
            " 2:wrong command line, file or profile",
            " 3:server not reached",
            " 4:not authenticated or not authorised",
            " 5:./suture only: no JDK, or the build failed"
        },
        footer = {
            "",
            "The programs themselves: ./suture serve (server), ./suture device (device agent).",
            "Instead of a key, SUTURE_TOKEN may hold an access token of your identity provider."
        })
public final class SutureMain implements Runnable {

    @Mixin
    private final GlobalOptions options = new GlobalOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private SutureMain() {}

    /** Runs the command line and ends the process with its exit code. */
    public static void main(String[] args) {
        System.exit(run(World.system(), args));
    }

    /** Runs one command line and returns its exit code. */
    public static int run(World world, String... args) {
        return commandLine(world).execute(args);
    }

    /** Return the command line with all its commands. */
    static CommandLine commandLine(World world) {
        SutureMain main = new SutureMain();
        Session session = new Session(world, main.options);
        CommandLine line = new CommandLine(main);
        Commands.addTo(line, session);
        line.setOut(world.out());
        line.setErr(world.err());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler((wrong, words) -> explain(wrong));
        line.setExecutionExceptionHandler((thrown, command, parsed) -> report(session, thrown));
        return line;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command?");
    }

    private static int explain(ParameterException wrong) {
        CommandLine command = wrong.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("suture: " + wrong.getMessage());
        UnmatchedArgumentException.printSuggestions(wrong, err);
        err.print("usage: " + command.getHelp().fullSynopsis());
        err.println("more: " + command.getCommandSpec().qualifiedName() + " --help");
        err.flush();
        return ExitCode.USAGE.value();
    }

    private static int report(Session session, Exception thrown) throws Exception {
        CommandFailure failure = failureOf(thrown).orElseThrow(() -> thrown);
        session.fail(failure);
        return failure.exitCode().value();
    }

    private static Optional<CommandFailure> failureOf(Exception thrown) {
        return switch (thrown) {
            case CommandFailure failure -> Optional.of(failure);
            case MalformedDocumentException malformed ->
                Optional.of(new CommandFailure(
                        ExitCode.REFUSED, "malformed-document", String.valueOf(malformed.getMessage())));
            case SigningException refused ->
                Optional.of(new CommandFailure(ExitCode.REFUSED, refused.code(), String.valueOf(refused.getMessage())));
            case PkiException refused ->
                Optional.of(new CommandFailure(ExitCode.REFUSED, refused.code(), String.valueOf(refused.getMessage())));
            case BreakGlassException refused ->
                Optional.of(new CommandFailure(ExitCode.REFUSED, refused.code(), String.valueOf(refused.getMessage())));
            default -> Optional.empty();
        };
    }
}
