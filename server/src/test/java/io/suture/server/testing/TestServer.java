package io.suture.server.testing;

import io.suture.server.SutureServer;
import io.suture.server.runtime.Listeners;
import io.suture.server.runtime.Listeners.Listener;
import io.suture.trust.pki.Certificates;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** The whole server in this process, over a database and a folder that may outlive it. */
public final class TestServer implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    public TestServer(
            TestDatabase database,
            Path dataDirectory,
            TestPki pki,
            String adminKeyPem,
            ApplicationContextInitializer<GenericApplicationContext> beans) {
        this(database, dataDirectory, pki, adminKeyPem, beans, Map.of());
    }

    /** The same with more properties. */
    public TestServer(
            TestDatabase database,
            Path dataDirectory,
            TestPki pki,
            String adminKeyPem,
            ApplicationContextInitializer<GenericApplicationContext> beans,
            Map<String, String> more) {
        Map<String, String> properties = properties(database, dataDirectory, pki, adminKeyPem);
        properties.putAll(more);
        properties.put("suture.audit.patience", "10s");
        this.context = new SpringApplicationBuilder(SutureServer.class)
                .web(WebApplicationType.REACTIVE)
                .initializers((ApplicationContextInitializer<ConfigurableApplicationContext>)
                        started -> beans.initialize((GenericApplicationContext) started))
                .run(arguments(properties));
    }

    /** The properties of a server on free ports. */
    public static Map<String, String> properties(
            TestDatabase database, Path dataDirectory, TestPki pki, String adminKeyPem) {
        Map<String, String> properties = new HashMap<>(database.properties());
        properties.putAll(Map.of(
                "suture.demo",
                "true",
                "suture.data-dir",
                dataDirectory.toString(),
                "suture.api.port",
                "0",
                "suture.device.port",
                "0",
                "suture.management.port",
                "0",
                "suture.tls.certificate",
                pki.serverPem(),
                "suture.tls.key",
                pki.serverKey().toPem(),
                "suture.device.ca-certificate",
                Certificates.toPem(pki.deviceCaCertificate()),
                "suture.device.ca-key",
                pki.deviceCaKey().toPem(),
                "suture.identity.bootstrap-admin-key",
                adminKeyPem));
        properties.put("suture.audit.checkpoint-pause", "100ms");
        properties.put("logging.level.root", "warn");
        return properties;
    }

    /** The properties as command line arguments. */
    public static String[] arguments(Map<String, String> properties) {
        return properties.entrySet().stream()
                .map(property -> "--" + property.getKey() + "=" + property.getValue())
                .toArray(String[]::new);
    }

    public String apiUrl() {
        return context.getBean(Listeners.class).url(Listener.API);
    }

    public String deviceUrl() {
        return context.getBean(Listeners.class).url(Listener.DEVICE);
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
    }
}
