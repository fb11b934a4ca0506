package io.suture.cli.demo;

import io.suture.cli.demo.stage.Actor;
import io.suture.cli.demo.stage.CommandResult;
import io.suture.cli.demo.stage.DemoException;
import io.suture.cli.demo.stage.DeviceUnit;
import io.suture.cli.demo.stage.Processes;
import io.suture.cli.demo.stage.ReleaseJob;
import io.suture.cli.demo.stage.ReleasePlan;
import io.suture.cli.demo.stage.RootOfTrust;
import io.suture.cli.demo.stage.SampleData;
import io.suture.cli.demo.stage.Setup;
import io.suture.cli.demo.stage.Stage;
import io.suture.cli.demo.stage.ValidationRecords;
import io.suture.trust.json.JsonObject;
import io.suture.trust.release.ReleaseId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The main job, end to end: a patch goes from the manufacturer's build to a device, and the proof is checked. */
final class MainJob {

    static final ReleaseId RELEASE = new ReleaseId("GW2", "3.1.1");
    static final String INSTALLED = "3.1.0";
    static final long INSTALLED_INDEX = 16;
    static final long RELEASE_INDEX = 17;

    private static final String FITTING = "D-001";
    private static final String NOT_UPDATABLE = "D-101";
    private static final Duration VERIFY_DEADLINE = Duration.ofMinutes(2);

    private final Stage stage;
    private final DemoState state;
    private final ReleaseJob job;
    private final ValidationRecords records;
    private final DeviceUnit gateway;
    private final DeviceUnit pump;

    MainJob(Stage stage, DemoState state, Path payload) throws IOException {
        this.stage = stage;
        this.state = state;
        this.job = new ReleaseJob(stage, plan(stage, payload));
        this.records = new ValidationRecords(stage.sample(), state.digest());
        this.gateway = DeviceUnit.of(stage.sample(), FITTING, INSTALLED, INSTALLED_INDEX);
        this.pump = DeviceUnit.of(stage.sample(), NOT_UPDATABLE, "4.2.2", 4);
    }

    /** Step 1. */
    void setUp() throws IOException, InterruptedException {
        Path root = new Setup(stage).ensure();
        gateway.ensureEnrolled(stage, root);
        pump.ensureEnrolled(stage, root);
    }

    /** Step 2. */
    void submit() throws IOException {
        job.submit(stage.actor("re.one"));
    }

    /** Step 3. */
    void validate() throws IOException {
        showBlockers();
        refusedToSign();
        job.attest(stage.actor("re.one"), "authorship", records.authorship("log4j-core 2.14.1 to 2.17.1"));
        Actor validator = stage.actor("vv.one");
        job.attest(validator, "validation-protocol", records.protocol());
        job.attest(validator, "validation-run", records.failedRun());
        showBlockers();
        job.attest(validator, "validation-run", records.acceptedRun());
        job.attest(validator, "malware-scan", records.malwareScan());
        showBlockers();
        job.attest(stage.actor("psirt.one"), "risk-assessment", records.riskAssessment());
        job.attest(stage.actor("psirt.one"), "regulatory-decision", records.regulatoryDecision());
        showBlockers();
        job.approve(stage.actor("qa.one"), "validated by VR-2, risk controlled");
        showBlockers();
    }

    /** Step 4. */
    void publish() throws IOException {
        Actor signingOfficer = stage.actor("sec.one");
        job.sign(signingOfficer);
        job.publish(signingOfficer);
        stage.actor("re.one").mustRun("release", "status", RELEASE.toString());
    }

    /** Step 5. */
    void deliver() throws IOException, InterruptedException {
        String installed = gateway.status(stage).string("version");
        if (installed.equals(INSTALLED)) {
            gateway.poll(stage, stage.deviceUrl());
        }
        stage.actor("ce.one").ensure("facility", "approve", Setup.FACILITY, RELEASE.toString());
        new Deliver(stage, state.length()).to(gateway);
        gateway.flushReceipts(stage);
        requireInstalled();
        tellsWhyNot();
    }

    /** Step 6. */
    void audit() throws IOException, InterruptedException {
        Path file = stage.workspace().folder("evidence").resolve("GW2-3.1.1-dossier.zip");
        Files.deleteIfExists(file);
        stage.actor("insp.one").mustRun("dossier", "export", RELEASE.toString(), "--out", file.toString());
        List<String> verify = List.of(
                "audit",
                "verify",
                file.toString(),
                "--root",
                new RootOfTrust(stage).file().toString());
        stage.narrator().command(concat("./suture", verify));
        Processes.Ended ended = stage.processes()
                .run(
                        stage.programs().jar("cli", List.of("-XX:+UseSerialGC"), verify),
                        VERIFY_DEADLINE,
                        stage.narrator()::output);
        if (ended.exitCode() != 0) {
            throw new DemoException("the dossier was not verified");
        }
        stage.narrator().ok("dossier", file.toString());
    }

    private void showBlockers() throws IOException {
        stage.actor("re.one").run("release", "blockers", RELEASE.toString());
    }

    private void refusedToSign() throws IOException {
        Actor releaseEngineer = stage.actor("re.one");
        if (!job.state(releaseEngineer).equals("submitted")) {
            stage.narrator().note("too far for a refusal: the evidence is there from an earlier start");
            return;
        }
        CommandResult result = releaseEngineer.run("release", "sign", RELEASE.toString());
        if (result.exitCode() == 0) {
            throw new DemoException("the server signed a release without evidence");
        }
        stage.narrator().ok("signing refused", result.code().orElse(""));
    }

    private void requireInstalled() throws IOException, InterruptedException {
        JsonObject status = gateway.status(stage);
        if (!status.string("version").equals(RELEASE.version()) || status.integer("receiptsWaiting") != 0) {
            throw new DemoException("device " + FITTING + " is not where it should be: " + status);
        }
        stage.narrator().ok(FITTING, "runs " + RELEASE + " in slot " + status.string("slot") + ", receipt delivered");
    }

    private void tellsWhyNot() throws IOException, InterruptedException {
        Processes.Ended ended = pump.poll(stage, stage.deviceUrl());
        if (ended.lines().stream().noneMatch(line -> line.contains("hardware-not-updatable"))) {
            throw new DemoException("device " + NOT_UPDATABLE + " was not told that its hardware cannot be updated");
        }
        stage.narrator().ok(NOT_UPDATABLE, "gets nothing and knows why");
    }

    private static ReleasePlan plan(Stage stage, Path payload) throws IOException {
        Path sbom = stage.workspace().folder("release").resolve("sbom.cdx.json");
        Files.write(sbom, SampleData.sbom(payload));
        return new ReleasePlan(
                RELEASE, RELEASE_INDEX, stage.sample().cves("P-GW2-3.1.1"), List.of(INSTALLED), payload, sbom);
    }

    private static List<String> concat(String first, List<String> rest) {
        return java.util.stream.Stream.concat(java.util.stream.Stream.of(first), rest.stream())
                .toList();
    }
}
