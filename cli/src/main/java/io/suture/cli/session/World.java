package io.suture.cli.session;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * What a command sees of the machine it runs on.
 *
 * @param environment the environment variables
 * @param out results
 * @param err explanations of failures, progress
 * @param terminal the person at the keyboard, empty in scripts
 * @param clock the time
 * @param random keys and token ids
 */
public record World(
        Map<String, String> environment,
        PrintWriter out,
        PrintWriter err,
        Optional<Terminal> terminal,
        Clock clock,
        SecureRandom random) {

    /** Return the machine itself. */
    public static World system() {
        return new World(
                System.getenv(),
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                SystemTerminal.find(),
                Clock.systemUTC(),
                new SecureRandom());
    }
}
