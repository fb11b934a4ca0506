package io.suture.cli.session;

import io.suture.trust.digest.Digest;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** One run of the command line: its options, its output, the person at the terminal. */
public final class Session {

    private final World world;
    private final GlobalOptions options;

    /** Creates the session; the options are read when first needed, after the command line was parsed. */
    public Session(World world, GlobalOptions options) {
        this.world = world;
        this.options = options;
    }

    /** Return the machine. */
    public World world() {
        return world;
    }

    /** Return who acts, and against which server. */
    public Profile profile() {
        return options.effective(world.environment());
    }

    /** Return the manufacturer; refuses if none was named. */
    public String manufacturer() {
        return required(profile().manufacturer(), "--manufacturer");
    }

    /** Return the acting person's id; refuses if none was named. */
    public String person() {
        return required(profile().person(), "--as");
    }

    /** Return a value that must come from an option or the profile. */
    public static <T> T required(Optional<T> value, String option) {
        return value.orElseThrow(() -> CommandFailure.usage("missing " + option + " (option or profile file)"));
    }

    /** Return the value of an environment variable that is not empty. */
    public Optional<String> environment(String name) {
        return Optional.ofNullable(world.environment().get(name)).filter(value -> !value.isEmpty());
    }

    /** Return whether the output is for a machine. */
    public boolean json() {
        return options.json();
    }

    /** Writes lines for people; a machine does not get them. */
    public void say(String... lines) {
        if (!json()) {
            List.of(lines).forEach(world.out()::println);
        }
    }

    /** Writes the result for a machine; people do not get it. */
    public void result(JsonValue value) {
        if (json()) {
            world.out().println(new String(Json.compact(value), StandardCharsets.UTF_8));
        }
    }

    /** Writes a document as people and machines both read it. */
    public void document(JsonValue value) {
        world.out().print(json() ? new String(Json.compact(value), StandardCharsets.UTF_8) + "\n" : Json.pretty(value));
        world.out().flush();
    }

    /** Asks for a yes; refuses when nobody can answer and {@code --yes} was not given. */
    public void confirm(String question, boolean yes) {
        if (yes) {
            return;
        }
        Terminal terminal = world.terminal()
                .orElseThrow(
                        () -> CommandFailure.usage("nobody is there to confirm; give --yes to confirm beforehand"));
        String answer = terminal.answer(question + " [yes/no] ");
        if (!answer.equals("yes") && !answer.equals("y")) {
            throw CommandFailure.refused("not-confirmed", "not confirmed; nothing was done");
        }
    }

    /** Asks for the first characters of what will be signed, so that nobody signs without having looked. */
    public void confirmDigest(String what, Digest digest, boolean yes) {
        if (yes) {
            return;
        }
        Terminal terminal = world.terminal()
                .orElseThrow(
                        () -> CommandFailure.usage("nobody is there to confirm; give --yes to confirm beforehand"));
        String answer = terminal.answer("To sign " + what + ", type the first 8 characters of its digest: ");
        if (!answer.equalsIgnoreCase(digest.hex().substring(0, 8))) {
            throw CommandFailure.refused("not-confirmed", "not confirmed; nothing was signed");
        }
    }

    /** Tells why the command failed. */
    public void fail(CommandFailure failure) {
        if (json()) {
            world.out().println(new String(Json.compact(failure.toJson()), StandardCharsets.UTF_8));
        }
        world.err().println("suture: " + failure.getMessage());
        world.err().flush();
    }
}
