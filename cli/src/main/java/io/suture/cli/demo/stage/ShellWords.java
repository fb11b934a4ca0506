package io.suture.cli.demo.stage;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes an argument list as a line that can be pasted into a POSIX shell in the project's folder. */
public record ShellWords(String home) {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:=,@%+-]+");

    public String join(List<String> words) {
        return words.stream()
                .map(word -> word.replace(home + "/", ""))
                .map(ShellWords::quote)
                .collect(Collectors.joining(" "));
    }

    private static String quote(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
