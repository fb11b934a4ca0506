package io.suture.cli.demo.attack;

import io.suture.cli.demo.stage.CommandResult;
import io.suture.cli.demo.stage.Processes;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How one program answered an attack.
 *
 * @param by the device or the server
 * @param expected the code it must refuse with
 * @param because words the explanation must have too; empty if the code says it all
 * @param actual the code it refused with; empty if it did not refuse
 * @param explanation what it said
 */
record Refusal(String by, String expected, String because, Optional<String> actual, String explanation) {

    private static final Pattern DEVICE_LINE = Pattern.compile("FAIL (\\S+)\\s*(.*)");

    /** The first refusal a device printed. */
    static Refusal byDevice(Processes.Ended ended, String expected, String because) {
        List<Matcher> refusals = ended.lines().stream()
                .map(DEVICE_LINE::matcher)
                .filter(Matcher::matches)
                .toList();
        if (ended.exitCode() == 0 || refusals.isEmpty()) {
            return new Refusal("device", expected, because, Optional.empty(), String.join("\n", ended.lines()));
        }
        Matcher first = refusals.getFirst();
        return new Refusal("device", expected, because, Optional.of(first.group(1)), first.group(2));
    }

    /** The problem a command was answered with. */
    static Refusal byServer(CommandResult result, String expected, String because) {
        Optional<String> code = result.exitCode() == 0 ? Optional.empty() : result.code();
        return new Refusal("server", expected, because, code, result.text());
    }

    /** Whether it was refused, and for the right reason. */
    boolean isRight() {
        return actual.equals(Optional.of(expected)) && explanation.contains(because);
    }

    String text() {
        String reason = because.isEmpty() ? expected : expected + " (" + because + ")";
        if (isRight()) {
            return "refuses: " + reason;
        }
        return "expected " + reason + ", but "
                + actual.map(code -> "it refused with " + code).orElse("it did not refuse") + ": " + explanation;
    }
}
