package io.suture.device.install;

import java.util.List;
import java.util.Map;

/** Runs a command of the device's maker. */
@FunctionalInterface
public interface CommandRunner {

    /** How it ended: the exit status, or -1 if it did not end in time or could not be started, and what it printed. */
    record Result(int exit, String output) {

        /** Return whether the command said yes. */
        public boolean succeeded() {
            return exit == 0;
        }

        /** Return one line for people. */
        public String explain() {
            String first = output.lines().findFirst().orElse("");
            return exit < 0 ? first : "exit " + exit + (first.isEmpty() ? "" : ": " + first);
        }
    }

    /** Run a shell command line with further arguments and environment variables. */
    Result run(String command, List<String> arguments, Map<String, String> environment);
}
