package io.suture.server.testing;

import io.suture.cli.SutureMain;
import io.suture.cli.session.World;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs command lines of the documentation in this process, without a terminal. */
public final class CommandLines {

    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

    private CommandLines() {}

    /** What a command did. */
    public record Result(int exitCode, String printed) {}

    /** Return the words of a line; single quotes hold words together. */
    public static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(line);
        while (word.find()) {
            words.add(word.group(1) == null ? word.group(2) : word.group(1));
        }
        return words;
    }

    /** Run {@code suture} with these words as the person of a profile. */
    public static Result run(Path profile, List<String> words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        World world = new World(
                Map.of("SUTURE_PROFILE", profile.toString(), "SUTURE_PASSPHRASE", "correct horse battery staple"),
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                Optional.empty(),
                Clock.systemUTC(),
                new SecureRandom());
        int exitCode = SutureMain.run(world, words.toArray(String[]::new));
        return new Result(exitCode, out + "\n" + err);
    }
}
