package io.suture.cli.demo.stage;

import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One medical device: the device program as a process of its own, with its state directory.
 *
 * @param id the device's id
 * @param product its product
 * @param udiDi the product's device identifier
 * @param hardware its hardware revision
 * @param serial its serial number
 * @param installed the version it runs
 * @param rollbackIndex that version's rollback index
 */
public record DeviceUnit(
        String id, String product, String udiDi, String hardware, String serial, String installed, long rollbackIndex) {

    private static final Duration POLL_DEADLINE = Duration.ofMinutes(20);
    private static final Duration SHORT_DEADLINE = Duration.ofMinutes(1);
    private static final List<String> SHORT_VM =
            List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx128m", "-Xshare:auto");
    private static final List<String> POLL_VM = List.of("-XX:+UseSerialGC", "-Xmx128m", "-Xshare:auto");

    /** The device of the sample data with this id, as it was before the update. */
    public static DeviceUnit of(SampleData sample, String id, String installed, long rollbackIndex) {
        JsonObject device = sample.entry("devices", id);
        JsonObject udi = device.object("udi");
        return new DeviceUnit(
                id,
                device.string("model"),
                udi.string("di"),
                device.string("hardwareRev"),
                udi.object("pi").string("serial"),
                installed,
                rollbackIndex);
    }

    /** Another device of the same kind. */
    public DeviceUnit named(String otherId, String otherSerial) {
        return new DeviceUnit(otherId, product, udiDi, hardware, otherSerial, installed, rollbackIndex);
    }

    /** The same device when it already runs another version. */
    public DeviceUnit running(String version, long index) {
        return new DeviceUnit(id, product, udiDi, hardware, serial, version, index);
    }

    public Path state(Stage stage) throws IOException {
        return stage.workspace().folder("devices").resolve(id);
    }

    /** Registers and enrols the device unless it has its certificate already. */
    public void ensureEnrolled(Stage stage, Path root) throws IOException, InterruptedException {
        if (Files.exists(state(stage).resolve("device.json"))) {
            stage.narrator().ok("enrolled before", Stage.MANUFACTURER + "/" + id);
            return;
        }
        Actor admin = stage.actor("admin");
        Path token = stage.workspace().folder("devices").resolve(id + ".token");
        Files.deleteIfExists(token);
        admin.ensure(
                "device",
                "create",
                id,
                "--product",
                product,
                "--hardware",
                hardware,
                "--serial",
                serial,
                "--facility",
                Setup.FACILITY,
                "--installed",
                installed,
                "--token-file",
                token.toString());
        if (!Files.exists(token)) {
            admin.mustRun("device", "token", id, "--token-file", token.toString());
        }
        enrol(stage, root, token);
        Files.deleteIfExists(token);
    }

    private void enrol(Stage stage, Path root, Path token) throws IOException, InterruptedException {
        List<String> arguments = List.of(
                "enrol",
                "--state",
                state(stage).toString(),
                "--api",
                stage.server().apiUrl().toString(),
                "--ca",
                stage.key("ca.pem").toString(),
                "--root",
                root.toString(),
                "--manufacturer",
                Stage.MANUFACTURER,
                "--device",
                id,
                "--product",
                product,
                "--udi-di",
                udiDi,
                "--hardware",
                hardware,
                "--installed",
                installed,
                "--rollback-index",
                Long.toString(rollbackIndex),
                "--token-file",
                token.toString());
        Processes.Ended ended = run(stage, SHORT_VM, arguments, SHORT_DEADLINE);
        if (ended.exitCode() != 0) {
            throw new DemoException("device " + id + " could not enrol:\n" + String.join("\n", ended.lines()));
        }
    }

    /** Runs one update cycle against a server, which may be a proxy or a mirror. */
    public Processes.Ended poll(Stage stage, URI deviceUrl) throws IOException, InterruptedException {
        return run(
                stage,
                POLL_VM,
                List.of("poll", "--once", "--state", state(stage).toString(), "--device-url", deviceUrl.toString()),
                POLL_DEADLINE);
    }

    /** Delivers receipts that wait. */
    public Processes.Ended flushReceipts(Stage stage) throws IOException, InterruptedException {
        return run(
                stage,
                SHORT_VM,
                List.of(
                        "flush-receipts",
                        "--state",
                        state(stage).toString(),
                        "--device-url",
                        stage.deviceUrl().toString()),
                SHORT_DEADLINE);
    }

    /** What the device says about itself. */
    public JsonObject status(Stage stage) throws IOException, InterruptedException {
        List<String> arguments =
                List.of("status", "--json", "--state", state(stage).toString());
        Processes.Ended ended = stage.processes()
                .run(stage.programs().jar("device-client", SHORT_VM, arguments), SHORT_DEADLINE, line -> {});
        return Json.parseObject(String.join("\n", ended.lines()).getBytes(StandardCharsets.UTF_8));
    }

    private Processes.Ended run(Stage stage, List<String> vm, List<String> arguments, Duration deadline)
            throws IOException, InterruptedException {
        endFormer(stage);
        List<String> words = new ArrayList<>(List.of("./suture", "device"));
        words.addAll(arguments);
        stage.narrator().command(words);
        return stage.processes()
                .run(
                        stage.programs().jar("device-client", vm, arguments),
                        pidFile(stage),
                        deadline,
                        stage.narrator()::output);
    }

    /** A demo that was killed leaves a device that still asks for a server: it loses its power. */
    private void endFormer(Stage stage) throws IOException, InterruptedException {
        Optional<FormerProcess> former =
                FormerProcess.find(pidFile(stage), state(stage).toString());
        if (former.isPresent()) {
            stage.narrator().note("cutting the power of " + id + ", which the former demo left running");
            former.get().cutOff(SHORT_DEADLINE);
        }
    }

    private Path pidFile(Stage stage) throws IOException {
        return stage.workspace().folder("devices").resolve(id + ".pid");
    }
}
