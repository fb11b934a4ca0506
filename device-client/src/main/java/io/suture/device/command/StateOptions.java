package io.suture.device.command;

import io.suture.device.agent.Reporter;
import io.suture.device.state.FileStorage;
import io.suture.device.state.StateDamagedException;
import io.suture.device.state.StateInUseException;
import io.suture.device.state.StateLock;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Option;

/** Options of every command, and what every command does with them. */
final class StateOptions {

    @Option(names = "--state", paramLabel = "DIR", required = true, description = "The device's state directory.")
    private Path directory = Path.of("");

    @Option(names = "--json", description = "Print one JSON object for each event.")
    private boolean json;

    boolean json() {
        return json;
    }

    Path directory() {
        return directory;
    }

    FileStorage storage() {
        return new FileStorage(directory);
    }

    Reporter reporter(PrintWriter out) {
        return json ? new JsonReporter(out) : new LineReporter(out);
    }

    /** Run a command as the only process in the directory; what stops it is reported, and the exit code returned. */
    int alone(Reporter reporter, Callable<Boolean> command) throws Exception {
        if (!Files.isDirectory(directory)) {
            reporter.fail("state-missing", directory + " is not a directory: enrol first");
            return 1;
        }
        try {
            return withLock(command) ? 0 : 1;
        } catch (StateInUseException e) {
            reporter.fail("state-in-use", String.valueOf(e.getMessage()));
        } catch (StateDamagedException e) {
            reporter.fail("state-damaged", String.valueOf(e.getMessage()));
        }
        return 1;
    }

    @SuppressWarnings("try") // the lock is held, not used
    private boolean withLock(Callable<Boolean> command) throws Exception {
        try (StateLock lock = StateLock.take(directory)) {
            return command.call();
        }
    }
}
