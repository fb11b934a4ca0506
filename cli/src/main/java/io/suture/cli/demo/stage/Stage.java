package io.suture.cli.demo.stage;

import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.JsonValue;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the demo plays: its folder, the running server, the people at their command lines.
 *
 * @param sample the fictional manufacturer, moved to the demo's time
 */
public record Stage(
        Workspace workspace,
        Programs programs,
        Processes processes,
        Narrator narrator,
        SampleData sample,
        Clock clock,
        SecureRandom random,
        ServerProcess server)
        implements AutoCloseable {

    /** The manufacturer of the sample data. */
    public static final String MANUFACTURER = "exm";

    /** Encrypts the online keys of a demo at rest; an attacker of the demo knows it. */
    public static final String KEY_PASSPHRASE = "suture-demo";

    private static final List<String> SERVER_VM = List.of(
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-XX:MaxDirectMemorySize=256m",
            "--enable-native-access=ALL-UNNAMED",
            "-XX:+IgnoreUnrecognizedVMOptions",
            "--sun-misc-unsafe-memory-access=allow");

    /** Starts the server in the workspace and returns the stage around it. */
    public static Stage open(
            Workspace workspace,
            Programs programs,
            Narrator narrator,
            SampleData sample,
            Clock clock,
            SecureRandom random,
            List<String> serverOptions)
            throws IOException, InterruptedException {
        ServerProcess.awaitEndOfFormer(workspace, narrator);
        var processes = new Processes();
        List<String> command = programs.jar("server", SERVER_VM, serverArguments(workspace, programs, serverOptions));
        ServerProcess server = ServerProcess.start(processes, command, KEY_PASSPHRASE, workspace);
        return new Stage(workspace, programs, processes, narrator, sample, clock, random, server);
    }

    /** The same stage, for preparations that need no words. */
    public Stage silently() {
        return new Stage(workspace, programs, processes, new SilentNarrator(), sample, clock, random, server);
    }

    /** A file of the example keys. */
    public Path key(String name) {
        return programs.exampleKey(name);
    }

    /** A person of the sample data, or the administrator, with the example key of that name. */
    public Actor actor(String person) throws IOException {
        return actor(person, key("people/" + person + ".pem"));
    }

    /** A person with a key of their own. */
    public Actor actor(String person, Path key) throws IOException {
        Path profile = workspace.folder("people").resolve(person + ".json");
        writeJson(
                profile,
                JsonObject.builder()
                        .put("server", server.apiUrl().toString())
                        .put("ca", key("ca.pem").toString())
                        .put("as", person)
                        .put("key", key.toString())
                        .put("manufacturer", MANUFACTURER)
                        .build());
        return new Actor(profile, narrator, clock, random);
    }

    public URI deviceUrl() {
        return server.deviceUrl();
    }

    /** Writes a document into a folder of the workspace and returns its path. */
    public Path write(String folder, String name, JsonValue document) throws IOException {
        Path file = workspace.folder(folder).resolve(name);
        writeJson(file, document);
        return file;
    }

    @Override
    public void close() {
        server.close();
    }

    private static void writeJson(Path file, JsonValue document) throws IOException {
        Files.write(file, Json.pretty(document).getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> serverArguments(Workspace workspace, Programs programs, List<String> more) {
        List<String> arguments = new ArrayList<>(List.of(
                "--suture.demo=true",
                ServerProcess.dataOption(workspace),
                "--suture.exit-with-parent=true",
                "--suture.api.port=0",
                "--suture.device.port=0",
                "--management.server.port=0",
                "--suture.database.embedded=true",
                "--suture.tls.certificate=" + programs.exampleKey("server.pem"),
                "--suture.tls.key=" + programs.exampleKey("server-key.pem"),
                "--suture.device.ca-certificate=" + programs.exampleKey("device-ca.pem"),
                "--suture.device.ca-key=" + programs.exampleKey("device-ca-key.pem"),
                "--suture.identity.bootstrap-admin-key=" + programs.exampleKey("people/admin.pub.pem")));
        arguments.addAll(more);
        return arguments;
    }
}
