package io.suture.device.agent;

import io.suture.device.install.Hook;
import io.suture.device.install.SlotInstaller;
import io.suture.device.install.SlotRecord;
import io.suture.device.state.DeviceConfig;
import io.suture.device.state.DeviceState;
import io.suture.device.state.FileStorage;
import io.suture.device.state.ReceiptQueue;
import io.suture.device.state.Slot;
import io.suture.device.state.StateStore;
import io.suture.device.state.Steps;
import io.suture.device.transport.Progress;
import io.suture.device.transport.Transport;
import io.suture.trust.attest.InstallationReceipt;
import io.suture.trust.attest.Predicate;
import io.suture.trust.attest.Statement;
import io.suture.trust.dsse.Envelope;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

/** Device D-001, a GW2 with 3.1.0 in slot a; a new agent for every poll, as after a restart. */
final class TestDevice implements Reporter {

    final List<String> lines = new ArrayList<>();
    final List<Duration> sleeps = new ArrayList<>();
    final Simulator server;
    private final Path directory;
    private final Random random = new Random(1);
    private Steps steps = Steps.NONE;
    private Clock clock = Clock.fixed(Simulator.START, ZoneOffset.UTC);
    private Hook safeState = attempt -> new Hook.Answer(true, "");
    private Hook health = attempt -> new Hook.Answer(true, "");
    private X509Certificate certificate = TestKeys.certificate("exm", "D-001");

    TestDevice(Path directory, Simulator server) {
        this.directory = directory;
        this.server = server;
        FileStorage storage = new FileStorage(directory);
        InitialRoot.write(storage, server.root());
        new SlotInstaller(storage).initialise(SlotRecord.factory("3.1.0", 16));
        new StateStore(storage).save(DeviceState.initial("3.1.0", 16, Slot.A));
    }

    TestDevice at(Instant now) {
        clock = Clock.fixed(now, ZoneOffset.UTC);
        return this;
    }

    TestDevice crashing(Steps crash) {
        steps = crash;
        return this;
    }

    TestDevice safe(boolean safe) {
        safeState = attempt -> new Hook.Answer(safe, safe ? "" : "a patient is connected");
        return this;
    }

    TestDevice healthy(boolean healthy) {
        health = attempt -> new Hook.Answer(healthy, healthy ? "" : "exit 1");
        return this;
    }

    TestDevice certified(X509Certificate other) {
        certificate = other;
        return this;
    }

    FileStorage storage() {
        return new FileStorage(directory, steps);
    }

    SlotInstaller installer() {
        return new SlotInstaller(storage());
    }

    DeviceState state() {
        return new StateStore(new FileStorage(directory)).load().orElseThrow();
    }

    List<String> waiting() {
        return new ReceiptQueue(new FileStorage(directory)).waiting();
    }

    UpdateAgent agent() {
        Steps step = steps;
        Transport transport = request -> {
            step.reached("send " + request.path());
            var exchange = server.send(request);
            step.reached("sent " + request.path());
            return exchange;
        };
        FileStorage storage = storage();
        return Agents.of(storage, config(), identity(), transport, new SlotInstaller(storage), hooks(), environment());
    }

    /** Return an agent that reads a folder and no network. */
    UpdateAgent carried(Path folder) {
        FileStorage storage = storage();
        return Agents.carried(
                storage, config(), identity(), folder, new SlotInstaller(storage), hooks(), environment());
    }

    private Identity identity() {
        return new Identity(TestKeys.DEVICE, List.of(certificate), List.of());
    }

    private Environment environment() {
        return new Environment(clock, random, UUID::randomUUID, sleeps::add, Progress.NONE, this);
    }

    private Agents.Hooks hooks() {
        Steps step = steps;
        return new Agents.Hooks(
                attempt -> {
                    step.reached("hook");
                    return safeState.ask(attempt);
                },
                attempt -> {
                    step.reached("health");
                    return health.ask(attempt);
                });
    }

    boolean poll() {
        lines.clear();
        return agent().poll().good();
    }

    boolean breakGlass(Envelope authorisation) {
        lines.clear();
        return agent().breakGlass(authorisation).good();
    }

    boolean install(Path folder, TestRelease release) {
        lines.clear();
        return carried(folder).install(release.id()).good();
    }

    static DeviceConfig config() {
        return new DeviceConfig(
                "exm",
                "D-001",
                "GW2",
                TestRelease.UDI_DI,
                "VM",
                URI.create("https://localhost:8444"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** Return what the delivered receipts say, after checking their signatures. */
    List<InstallationReceipt> delivered() {
        return server.receipts.stream().map(TestDevice::receipt).toList();
    }

    private static InstallationReceipt receipt(byte[] bytes) {
        Envelope envelope = Envelope.parse(bytes);
        if (envelope.verifiedBy(List.of(TestKeys.DEVICE.publicKey())).isEmpty()) {
            throw new AssertionError("receipt not signed by the device");
        }
        return (InstallationReceipt) Predicate.of(Statement.parse(envelope.payload()));
    }

    String read(String path) {
        return new FileStorage(directory)
                .read(path)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .orElse("");
    }

    @Override
    public void ok(String check, String detail) {
        lines.add("ok " + check);
    }

    @Override
    public void fail(String code, String detail) {
        lines.add("FAIL " + code);
    }
}
