package io.suture.cli.demo.stage;

import io.suture.cli.SutureMain;
import io.suture.cli.api.Api;
import io.suture.cli.api.ApiClient;
import io.suture.cli.release.RemoteRelease;
import io.suture.cli.session.GlobalOptions;
import io.suture.cli.session.Session;
import io.suture.cli.session.World;
import io.suture.trust.release.ReleaseId;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One person at the command line: every command is shown as it would be typed, then run against the server over HTTPS. */
public final class Actor {

    private static final String EXISTS = "already-exists";

    private final Path profile;
    private final Narrator narrator;
    private final Clock clock;
    private final SecureRandom random;

    Actor(Path profile, Narrator narrator, Clock clock, SecureRandom random) {
        this.profile = profile;
        this.narrator = narrator;
        this.clock = clock;
        this.random = random;
    }

    /** Runs a command and shows it with what it printed, whether it was refused or not. */
    public CommandResult run(String... arguments) {
        narrator.command(line(arguments));
        CommandResult result = execute(arguments);
        result.lines().forEach(narrator::output);
        return result;
    }

    /** Runs a command that must succeed. */
    public void mustRun(String... arguments) {
        succeeded(run(arguments), arguments);
    }

    /** Runs a command that must succeed, and shows only its last line. */
    public void mustRunBriefly(String... arguments) {
        narrator.command(line(arguments));
        CommandResult result = execute(arguments);
        succeeded(result, arguments);
        narrator.output(result.lines().getLast());
    }

    /** Runs a command that creates something, or finds it there already. */
    public void ensure(String... arguments) {
        narrator.command(line(arguments));
        CommandResult result = execute(arguments);
        if (result.code().equals(Optional.of(EXISTS))) {
            narrator.output("is there already");
            return;
        }
        succeeded(result, arguments);
        result.lines().forEach(narrator::output);
    }

    private void succeeded(CommandResult result, String... arguments) {
        if (result.exitCode() != 0) {
            throw new DemoException(String.join(" ", line(arguments)) + "\n" + result.problem());
        }
    }

    /** Return this person's direct view of a release on the server. */
    public RemoteRelease release(ReleaseId release) {
        return RemoteRelease.of(session(), release.toString());
    }

    /** Return this person's direct view of the server's API. */
    public ApiClient api() {
        return Api.of(session());
    }

    private Session session() {
        World world = world(new StringWriter(), Map.of("SUTURE_PROFILE", profile.toString()));
        return new Session(world, new GlobalOptions());
    }

    private List<String> line(String... arguments) {
        List<String> words = new ArrayList<>(List.of("./suture", "--profile", profile.toString()));
        words.addAll(List.of(arguments));
        return words;
    }

    private CommandResult execute(String... arguments) {
        var printed = new StringWriter();
        List<String> words = line(arguments);
        int exitCode = SutureMain.run(
                world(printed, Map.of()), words.subList(1, words.size()).toArray(String[]::new));
        return new CommandResult(exitCode, printed.toString());
    }

    private World world(StringWriter printed, Map<String, String> environment) {
        var writer = new PrintWriter(printed, true);
        return new World(environment, writer, writer, Optional.empty(), clock, random);
    }
}
