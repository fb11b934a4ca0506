package io.suture.server.testing;

import static io.suture.server.testing.PostgresSupport.APPLICATION;
import static io.suture.server.testing.PostgresSupport.OWNER;
import static io.suture.server.testing.PostgresSupport.SERVER;

import io.suture.server.SutureServer;
import io.suture.trust.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.reactive.context.ReactiveWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** The whole server, once for the test JVM: example keys, a database of its own, free ports. */
public final class RunningServer {

    private static @Nullable RunningServer instance;

    private final String database = SERVER.newDatabase(PostgresSupport.EMPTY);
    private final Path dataDir = temporary();
    private final ConfigurableApplicationContext context;
    private final ApiCalls api;

    private RunningServer() {
        context = SpringApplication.run(SutureServer.class, arguments().toArray(String[]::new));
        int port =
                ((ReactiveWebServerApplicationContext) context).getWebServer().getPort();
        api = new ApiCalls("https://localhost:" + port);
    }

    /** Return the server; the first call starts it with the manufacturers {@code exm} and {@code oth} and their people. */
    public static synchronized RunningServer get() {
        if (instance == null) {
            instance = new RunningServer();
            instance.register();
        }
        return instance;
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("suture-it");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> arguments() {
        List<String> arguments = new ArrayList<>(exampleArguments());
        arguments.addAll(List.of(
                "--suture.data-dir=" + dataDir,
                "--suture.database.embedded=false",
                "--suture.database.host=" + SERVER.host(),
                "--suture.database.port=" + SERVER.port(),
                "--suture.database.name=" + database,
                "--suture.database.migration.user=" + OWNER,
                "--suture.database.migration.password=" + OWNER,
                "--suture.database.application.user=" + APPLICATION,
                "--suture.database.application.password=" + APPLICATION,
                "--suture.blob.max-size=4MB",
                "--suture.blob.reserve=1MB",
                "--suture.evidence-files.max-size=1MB"));
        return arguments;
    }

    /** Return the arguments of a demonstration with example keys and free ports. */
    public static List<String> exampleArguments() {
        return List.of(
                "--suture.demo=true",
                "--suture.api.port=0",
                "--suture.device.port=0",
                "--suture.management.port=0",
                "--suture.keys.passphrase=test",
                "--suture.tls.certificate=" + ExampleFolder.file("server.pem"),
                "--suture.tls.key=" + ExampleFolder.file("server-key.pem"),
                "--suture.device.ca-certificate=" + ExampleFolder.file("device-ca.pem"),
                "--suture.device.ca-key=" + ExampleFolder.file("device-ca-key.pem"),
                "--suture.identity.bootstrap-admin-key=" + ExampleFolder.file("people/admin.pub.pem"));
    }

    private void register() {
        Registry registry = new Registry(api);
        registry.manufacturer("exm");
        registry.manufacturer("oth");
        registry.product("exm", "GW2", "09521234000044");
        registry.facility("F-100");
        registry.person("re.one", "release-engineer", "exm");
        registry.person("vv.one", "validator", "exm");
        registry.person("psirt.one", "validator", "exm");
        registry.person("qa.one", "quality-approver", "exm");
        registry.person("insp.one", "auditor", "exm");
        registry.person("sec.one", "release-engineer", "oth");
        registry.facilityPerson("ce.one", "F-100");
    }

    public ApiCalls api() {
        return api;
    }

    public Path dataDir() {
        return dataDir;
    }

    /** Return a bean. */
    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** Run SQL as the superuser. */
    public void execute(String sql) {
        SERVER.execute(database, sql);
    }

    /** Return the name of the database. */
    public String database() {
        return database;
    }

    /** Return a JSON object with one text member. */
    public static JsonObject reason(String text) {
        return JsonObject.builder().put("reason", text).build();
    }
}
