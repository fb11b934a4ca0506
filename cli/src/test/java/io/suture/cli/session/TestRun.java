package io.suture.cli.session;

import io.suture.cli.SutureMain;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Runs command lines in a world made for a test. */
public final class TestRun {

    /** The time in that world. */
    public static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    private final Map<String, String> environment = new HashMap<>();
    private Optional<Terminal> terminal = Optional.empty();
    private Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);

    /** What a command line printed, and how it ended. */
    public record Result(int exitCode, String out, String err) {

        public JsonObject json() {
            return Json.parseObject(out.getBytes(StandardCharsets.UTF_8));
        }
    }

    public TestRun with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    public TestRun at(Instant now) {
        clock = Clock.fixed(now, ZoneOffset.UTC);
        return this;
    }

    /** Seats a person who gives one answer to everything. */
    public TestRun answering(String answer) {
        terminal = Optional.of(new Terminal() {
            @Override
            public char[] secret(String prompt) {
                return answer.toCharArray();
            }

            @Override
            public String answer(String prompt) {
                return answer;
            }
        });
        return this;
    }

    /** Return the session that a command of this world would have. */
    public Session session() {
        return new Session(world(new StringWriter(), new StringWriter()), new GlobalOptions());
    }

    public Result run(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] words = new String[arguments.length];
        for (int i = 0; i < words.length; i++) {
            words[i] = arguments[i].toString();
        }
        return new Result(SutureMain.run(world(out, err), words), out.toString(), err.toString());
    }

    private World world(StringWriter out, StringWriter err) {
        return new World(
                environment,
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                terminal,
                clock,
                new SecureRandom());
    }
}
