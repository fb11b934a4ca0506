package io.suture.cli.demo;

import io.suture.cli.demo.stage.DemoException;
import io.suture.cli.demo.stage.Narrator;
import io.suture.cli.demo.stage.Programs;
import io.suture.cli.demo.stage.ProgressBar;
import io.suture.cli.demo.stage.SampleData;
import io.suture.cli.demo.stage.Stage;
import io.suture.cli.demo.stage.StepTimer;
import io.suture.cli.demo.stage.Summary;
import io.suture.cli.demo.stage.Workspace;
import io.suture.cli.session.World;
import java.io.IOException;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** One run of the main job in one folder; a run that was killed is continued there. */
final class DemoRun {

    private static final int STEPS = 7;

    private final Programs programs;
    private final Narrator narrator;
    private final World world;
    private final StepTimer timer = new StepTimer(System::nanoTime);
    private int step;

    DemoRun(Programs programs, Narrator narrator, World world) {
        this.programs = programs;
        this.narrator = narrator;
        this.world = world;
    }

    void run(Optional<Path> payload, Optional<Path> data, boolean keep) throws Exception {
        boolean kept = keep || data.isPresent();
        try (Workspace workspace = Workspace.open(data.orElse(programs.home().resolve(".suture/demo")))) {
            if (!kept && workspace.isFinished()) {
                workspace.clear();
            }
            play(workspace, payload);
            farewell(workspace, kept);
        }
    }

    private void play(Workspace workspace, Optional<Path> payload) throws Exception {
        narrator.note("folder  " + workspace.root());
        PayloadFile file = PayloadFile.prepare(payload, workspace.folder("payload"), narrator);
        DemoState state = state(workspace, file);
        narrator.note("payload " + file.name() + ", " + ProgressBar.size(file.length()) + ", " + file.digest());
        SampleData sample = SampleData.load(state.startedAt());
        narrator.step(++step, STEPS, "Set up: server, manufacturer, root of trust, people, facility, devices");
        try (Stage stage = openTimed(workspace, sample)) {
            var job = new MainJob(stage, state, file.file());
            timed("set up", job::setUp);
            step("Submit the release", "submit", job::submit);
            step("Validate: what stops this release?", "validate", job::validate);
            step("Sign and publish", "publish", job::publish);
            step("The devices update themselves", "deliver", job::deliver);
            step("Verify the evidence offline", "verify", job::audit);
        }
        narrator.step(++step, STEPS, "Summary");
        narrator.summary(new Summary(timer.finished(), timer.total()));
    }

    private Stage openTimed(Workspace workspace, SampleData sample) throws Exception {
        Stage[] opened = new Stage[1];
        timer.time(
                "start the server",
                () -> opened[0] =
                        Stage.open(workspace, programs, narrator, sample, world.clock(), world.random(), List.of()));
        Stage stage = opened[0];
        narrator.ok("server ready", stage.server().apiUrl() + " (people)  " + stage.deviceUrl() + " (devices)");
        return stage;
    }

    private void step(String title, String shortTitle, StepTimer.Step body) throws Exception {
        narrator.step(++step, STEPS, title);
        timed(shortTitle, body);
    }

    private void timed(String title, StepTimer.Step body) throws Exception {
        timer.time(title, body);
        narrator.stepDone(Summary.seconds(timer.finished().getLast().took()));
    }

    /** What an earlier start of this folder began, or a beginning now. */
    private DemoState state(Workspace workspace, PayloadFile file) throws IOException {
        Optional<DemoState> former = DemoState.read(workspace.state());
        if (former.isEmpty()) {
            var state = new DemoState(
                    world.clock().instant().truncatedTo(ChronoUnit.SECONDS), file.name(), file.length(), file.digest());
            state.write(workspace.state());
            return state;
        }
        if (!former.get().digest().equals(file.digest())
                || !former.get().payload().equals(file.name())) {
            throw new DemoException(workspace.root() + " holds a demo with the payload "
                    + former.get().payload() + " (" + former.get().digest()
                    + "): give the same file, or another --data DIR");
        }
        narrator.note("continuing the demo of " + former.get().startedAt());
        return former.get();
    }

    private void farewell(Workspace workspace, boolean kept) throws IOException {
        if (!kept) {
            workspace.clear();
            return;
        }
        workspace.markFinished();
        narrator.note("kept in " + workspace.root() + "; start its server again with");
        narrator.command(List.of("./suture", "serve", "--demo", "--suture.data-dir=" + workspace.serverData()));
    }
}
