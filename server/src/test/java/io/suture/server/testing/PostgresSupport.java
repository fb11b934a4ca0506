package io.suture.server.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * The PostgreSQL of the tests, one for the whole JVM: the one of {@code SUTURE_TEST_DATABASE}
 * ({@code postgresql://superuser:password@host:port}), else a container if Docker answers, else an embedded one.
 */
public record PostgresSupport(String host, int port, String superuser, String password) {

    /** The running server. */
    public static final PostgresSupport SERVER = start();

    /** The database that a new one is a copy of, if it is to be empty. */
    public static final String EMPTY = "template1";

    /** Name and password of the role that owns every test database. */
    public static final String OWNER = "suture_owner";

    /** Name and password of the role without DDL. */
    public static final String APPLICATION = "suture_application";

    private static final String VARIABLE = "SUTURE_TEST_DATABASE";
    private static final AtomicInteger NAMES = new AtomicInteger();

    private static PostgresSupport start() {
        PostgresSupport server = server();
        server.execute("postgres", "drop role if exists suture_unused");
        server.role(OWNER);
        server.role(APPLICATION);
        return server;
    }

    private static PostgresSupport server() {
        String given = System.getenv(VARIABLE);
        if (given != null) {
            URI uri = URI.create(given);
            String[] login = uri.getUserInfo().split(":", 2);
            return new PostgresSupport(uri.getHost(), uri.getPort(), login[0], login[1]);
        }
        return DockerClientFactory.instance().isDockerAvailable() ? container() : embedded();
    }

    @SuppressWarnings("resource") // lives as long as the JVM
    private static PostgresSupport container() {
        PostgreSQLContainer container = new PostgreSQLContainer("postgres:18-alpine");
        container.start();
        return new PostgresSupport(
                container.getHost(), container.getMappedPort(5432), container.getUsername(), container.getPassword());
    }

    @SuppressWarnings("resource") // stopped by its own shutdown hook
    private static PostgresSupport embedded() {
        try {
            EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                    .setServerConfig("max_connections", "300")
                    .setPGStartupWait(Duration.ofMinutes(2))
                    .start();
            return new PostgresSupport("localhost", postgres.getPort(), "postgres", "postgres");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void role(String name) {
        execute(
                "postgres",
                "do $$ begin create role %s login password '%s'; exception when duplicate_object then null; end $$"
                        .formatted(name, name));
    }

    /** Create a database, a copy of another to which nobody is connected, and return its name. */
    public String newDatabase(String template) {
        String name = "test_%d_%d".formatted(ProcessHandle.current().pid(), NAMES.incrementAndGet());
        execute("postgres", "create database %s owner %s template %s".formatted(name, OWNER, template));
        return name;
    }

    /** Return the JDBC address of a database. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://%s:%d/%s".formatted(host, port, database);
    }

    /** Run SQL as the superuser: what an attacker with the whole database could do. */
    public void execute(String database, String sql) {
        try (Connection connection = DriverManager.getConnection(jdbcUrl(database), superuser, password);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
