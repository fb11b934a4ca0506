package io.suture.server.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.device.command.DeviceCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** The device's own command with a state directory of its own: enrols, polls, says what runs. */
public final class RealDevice {

    private final Path folder;
    private final String deviceUrl;

    private RealDevice(Path folder, String deviceUrl) {
        this.folder = folder;
        this.deviceUrl = deviceUrl;
    }

    /**
     * Registers a device and enrols it.
     *
     * @param folder an empty folder for its state and what it is given
     * @param urls the people's API and the device listener
     * @param serverCaPem whom it trusts to be the server
     */
    public static RealDevice enrolled(
            Path folder, Factory factory, Api api, List<String> urls, String serverCaPem, String id) {
        RealDevice device = new RealDevice(folder, urls.get(1));
        String token = factory.registered(api, id, "VM");
        String said = device.say(
                "enrol",
                "--api",
                urls.getFirst(),
                "--ca",
                device.file("ca.pem", serverCaPem.getBytes(StandardCharsets.UTF_8)),
                "--root",
                device.file("1.root.json", factory.root()),
                "--manufacturer",
                Factory.MANUFACTURER,
                "--device",
                id,
                "--product",
                Factory.PRODUCT,
                "--udi-di",
                "09521234000044",
                "--hardware",
                "VM",
                "--installed",
                "3.0.0",
                "--rollback-index",
                "1",
                "--token-file",
                device.file("token", token.getBytes(StandardCharsets.UTF_8)));
        assertThat(said).contains("enrolled");
        return device;
    }

    private String file(String name, byte[] content) {
        try {
            Files.createDirectories(folder);
            return Files.write(folder.resolve(name), content).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Polls once and returns what it said. */
    public String poll() {
        return say("poll", "--device-url", deviceUrl);
    }

    /** Installs a release from a carried repository and returns what it said. */
    public String install(Path carried, String release) {
        return say("install", "--from", carried.toString(), "--release", release);
    }

    /** Polls once and returns whether this version runs then. */
    public boolean runs(String version) {
        poll();
        return status().contains("\"" + version + "\"");
    }

    /** Polls until this version runs. */
    public void awaitRunning(String version) {
        Instant end = Instant.now().plusSeconds(60);
        while (!runs(version)) {
            assertThat(Instant.now()).as("%s runs in time", version).isBefore(end);
        }
    }

    public String status() {
        return say("status");
    }

    private String say(String command, String... arguments) {
        List<String> words = new ArrayList<>(
                List.of(command, "--state", folder.resolve("state").toString(), "--json"));
        words.addAll(List.of(arguments));
        StringWriter out = new StringWriter();
        CommandLine line = DeviceCommand.line();
        line.setOut(new PrintWriter(out, true));
        line.execute(words.toArray(String[]::new));
        return out.toString();
    }
}
