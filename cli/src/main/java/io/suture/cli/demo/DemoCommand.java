package io.suture.cli.demo;

import io.suture.cli.demo.attack.AttackRun;
import io.suture.cli.demo.stage.DemoException;
import io.suture.cli.demo.stage.JsonNarrator;
import io.suture.cli.demo.stage.Narrator;
import io.suture.cli.demo.stage.Programs;
import io.suture.cli.demo.stage.ProgressBar;
import io.suture.cli.demo.stage.ShellWords;
import io.suture.cli.demo.stage.TextNarrator;
import io.suture.cli.session.Session;
import io.suture.cli.session.World;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code suture demo}: the main job of the product on this machine, or the attacks on it. */
@Command(
        name = "demo",
        description = {
            "Run the way of a patch on this machine: server, people and devices as processes of their own, over TLS.",
            "With --attack: show that the server or the device refuses, and why."
        })
public final class DemoCommand implements Callable<Integer> {

    private final Session session;

    @Option(
            names = "--payload",
            paramLabel = "FILE",
            description =
                    "The firmware to carry: a kernel image, a .swu, a RAUC bundle, of any size. Default: a made one.")
    private @Nullable Path payload;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where everything lies; a demo that was killed continues there. Default: .suture/demo")
    private @Nullable Path data;

    @Option(names = "--keep", description = "Keep the folder at the end, to look around in it.")
    private boolean keep;

    @Option(
            names = "--attack",
            paramLabel = "NAME",
            description = "Run one attack, or all; a name that does not exist lists them.")
    private @Nullable String attack;

    public DemoCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        World world = session.world();
        Programs programs = Programs.find(world.environment());
        Narrator narrator = narrator(world, programs);
        try {
            if (attack != null) {
                return new AttackRun(programs, narrator, world).run(attack, Optional.ofNullable(data)) ? 0 : 1;
            }
            new DemoRun(programs, narrator, world).run(Optional.ofNullable(payload), Optional.ofNullable(data), keep);
            return 0;
        } catch (DemoException e) {
            narrator.failed("demo", String.valueOf(e.getMessage()));
            return 1;
        }
    }

    private Narrator narrator(World world, Programs programs) {
        var shell = new ShellWords(programs.home().toString());
        if (session.json()) {
            return new JsonNarrator(world.out(), shell);
        }
        ProgressBar bar =
                world.terminal().map(terminal -> new ProgressBar(world.out())).orElse(null);
        return new TextNarrator(world.out(), shell, bar);
    }
}
