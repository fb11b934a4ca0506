package io.suture.cli.demo.attack;

import io.suture.cli.demo.stage.DemoException;
import io.suture.cli.demo.stage.Narrator;
import io.suture.cli.demo.stage.Programs;
import io.suture.cli.demo.stage.SampleData;
import io.suture.cli.demo.stage.Setup;
import io.suture.cli.demo.stage.Stage;
import io.suture.cli.demo.stage.StepTimer;
import io.suture.cli.demo.stage.Summary;
import io.suture.cli.demo.stage.Workspace;
import io.suture.cli.session.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One or all attacks against one freshly made system. */
public final class AttackRun {

    /** Short, so that a kept timestamp is out of date before the last attack needs it to be. */
    private static final String TIMESTAMP_LIFETIME = "--suture.tuf.timestamp-lifetime=PT30S";

    private static final String MARK = "attacks";

    private final Programs programs;
    private final Narrator narrator;
    private final World world;
    private final StepTimer timer = new StepTimer(System::nanoTime);
    private final List<String> failed = new ArrayList<>();

    public AttackRun(Programs programs, Narrator narrator, World world) {
        this.programs = programs;
        this.narrator = narrator;
        this.world = world;
    }

    /** Runs the attacks of that name and returns whether each was refused for the right reason. */
    public boolean run(String name, Optional<Path> data) throws Exception {
        List<Attacks.Named> attacks = Attacks.named(name);
        if (attacks.isEmpty()) {
            throw new DemoException("no attack is called " + name + "; there are: "
                    + Attacks.LIST.stream().map(Attacks.Named::name).collect(Collectors.joining(", ")) + ", "
                    + Attacks.ALL);
        }
        Path folder = data.orElse(programs.home().resolve(".suture/attacks"));
        requireOwn(folder);
        try (Workspace workspace = Workspace.open(folder)) {
            workspace.clear();
            Files.writeString(workspace.root().resolve(MARK), "");
            play(attacks, workspace);
            if (data.isEmpty() && failed.isEmpty()) {
                workspace.clear();
            }
        }
        return failed.isEmpty();
    }

    private void play(List<Attacks.Named> attacks, Workspace workspace) throws Exception {
        SampleData sample = SampleData.load(world.clock().instant());
        int steps = attacks.size() + 2;
        narrator.step(1, steps, "Set up: server, manufacturer, people, release " + Arena.CURRENT + " published");
        Stage[] opened = new Stage[1];
        timer.time(
                "start the server",
                () -> opened[0] = Stage.open(
                        workspace,
                        programs,
                        narrator,
                        sample,
                        world.clock(),
                        world.random(),
                        List.of(TIMESTAMP_LIFETIME)));
        try (Stage stage = opened[0]) {
            Path root = new Setup(stage.silently())
                    .with(TwoRoles.PERSON, TwoRoles.key(stage))
                    .ensure();
            Arena[] made = new Arena[1];
            timer.time("set up", () -> made[0] = new Arena(stage, root));
            try (Arena arena = made[0]) {
                narrator.step(2, steps, "control: the same mirror and keys, nothing manipulated");
                timer.time("control", () -> HonestControl.run(arena));
                for (int i = 0; i < attacks.size(); i++) {
                    narrator.step(i + 3, steps, attacks.get(i).name());
                    attack(attacks.get(i), arena);
                }
            }
        }
        narrator.summary(new Summary(timer.finished(), timer.total()));
        verdict(attacks.size());
    }

    private void attack(Attacks.Named attack, Arena arena) throws Exception {
        timer.time(attack.name(), () -> {
            if (!attack.run(arena)) {
                failed.add(attack.name());
            }
        });
    }

    private void verdict(int attempted) {
        if (failed.isEmpty()) {
            narrator.ok("attacks", attempted + " of " + attempted + " refused for the right reason");
        } else {
            narrator.failed("attacks", "not refused for the right reason: " + String.join(", ", failed));
        }
    }

    /** Attacks begin with an empty folder: one with other people's files is left alone. */
    private static void requireOwn(Path folder) throws IOException {
        if (!Files.isDirectory(folder) || Files.exists(folder.resolve(MARK))) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            if (files.findAny().isPresent()) {
                throw new DemoException(folder + " is not empty and not of earlier attacks: give another --data DIR");
            }
        }
    }
}
