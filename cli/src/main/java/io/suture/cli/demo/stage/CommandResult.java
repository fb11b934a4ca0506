package io.suture.cli.demo.stage;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How a command of the command line ended, and what it printed. */
public record CommandResult(int exitCode, String text) {

    private static final Pattern CODE = Pattern.compile("^suture: .*\\(([a-z][a-z0-9-]*)\\)$", Pattern.MULTILINE);

    public List<String> lines() {
        return text.lines().filter(line -> !line.isBlank()).toList();
    }

    /** What the command said when it was refused. */
    String problem() {
        return lines().stream().dropWhile(line -> !line.startsWith("suture: ")).collect(Collectors.joining("\n"));
    }

    /** The code of the problem, if the command was refused. */
    public Optional<String> code() {
        Matcher matcher = CODE.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
