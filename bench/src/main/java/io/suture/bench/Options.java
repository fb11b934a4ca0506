package io.suture.bench;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What to measure, and for how long.
 *
 * @param home folder of the repository, with the example keys
 * @param data folder for the server's files; a new one that is deleted afterwards if there is none
 * @param json file for the figures
 * @param writers concurrent business transactions
 * @param backlog events of the drain
 * @param rate business events a second of the paced run
 * @param seconds length of each of the two runs
 * @param rounds rounds with and without the event
 * @param roundSeconds length of a round
 */
record Options(
        Path home,
        Optional<Path> data,
        Optional<Path> json,
        int writers,
        int backlog,
        int rate,
        int seconds,
        int rounds,
        int roundSeconds) {

    static final String USAGE = """
            Usage: suture bench [--writers N] [--backlog N] [--rate N] [--seconds N] [--rounds N] [--round-seconds N]
                                [--data FOLDER] [--json FILE]
            Measures the audit log of a server that is started for it, over its own PostgreSQL in FOLDER.
            """;

    private static final Set<String> NAMES =
            Set.of("home", "data", "json", "writers", "backlog", "rate", "seconds", "rounds", "round-seconds");

    /** Reads {@code --name value} pairs. */
    static Options parse(String... arguments) {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            String name = arguments[i].startsWith("--") ? arguments[i].substring(2) : "";
            if (!NAMES.contains(name) || i + 1 == arguments.length) {
                throw new IllegalArgumentException(arguments[i] + " is not an option with a value");
            }
            given.put(name, arguments[i + 1]);
        }
        return new Options(
                Path.of(given.getOrDefault("home", ".")),
                Optional.ofNullable(given.get("data")).map(Path::of),
                Optional.ofNullable(given.get("json")).map(Path::of),
                number(given, "writers", 16),
                number(given, "backlog", 100_000),
                number(given, "rate", 1000),
                number(given, "seconds", 20),
                number(given, "rounds", 9),
                number(given, "round-seconds", 2));
    }

    private static int number(Map<String, String> given, String name, int usual) {
        int value = Integer.parseInt(given.getOrDefault(name, Integer.toString(usual)));
        if (value < 1) {
            throw new IllegalArgumentException("--" + name + " must be positive");
        }
        return value;
    }
}
