package io.suture.cli.demo.stage;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a command of the command line ended, and what it printed. */
public record CommandResult(int exitCode, String text) {

    private static final Pattern CODE = Pattern.compile("^suture: .*\\(([a-z][a-z0-9-]*)\\)$", Pattern.MULTILINE);

    public List<String> lines() {
        return text.lines().filter(line -> !line.isBlank()).toList();
    }

    /** The code of the problem, if the command was refused. */
    public Optional<String> code() {
        Matcher matcher = CODE.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
