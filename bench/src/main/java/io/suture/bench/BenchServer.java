package io.suture.bench;

import io.suture.server.SutureServer;
import io.suture.server.schedule.BackgroundJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.util.FileSystemUtils;

/** The whole server in this process with a PostgreSQL of its own, as {@code suture serve --demo} starts it, and a superuser. */
final class BenchServer implements AutoCloseable {

    private final Path folder;
    private final boolean temporary;
    private final ConfigurableApplicationContext context;
    private final Connection superuser;

    private BenchServer(Path folder, boolean temporary, ConfigurableApplicationContext context, Connection superuser) {
        this.folder = folder;
        this.temporary = temporary;
        this.context = context;
        this.superuser = superuser;
    }

    static BenchServer start(Options options) throws IOException, SQLException {
        Path folder = options.data().isPresent() ? options.data().get() : Files.createTempDirectory("suture-bench");
        Path keys = options.home().resolve("keys-example");
        ConfigurableApplicationContext context = SpringApplication.run(
                SutureServer.class,
                "--suture.demo=true",
                "--suture.data-dir=" + folder,
                "--suture.api.port=0",
                "--suture.device.port=0",
                "--suture.management.port=0",
                "--suture.database.pool-size=" + (options.writers() + 10),
                "--suture.tls.certificate=" + keys.resolve("server.pem"),
                "--suture.tls.key=" + keys.resolve("server-key.pem"),
                "--suture.device.ca-certificate=" + keys.resolve("device-ca.pem"),
                "--suture.device.ca-key=" + keys.resolve("device-ca-key.pem"),
                "--suture.identity.bootstrap-admin-key=" + keys.resolve("people/admin.pub.pem"));
        int port = Objects.requireNonNull(context.getBean(DatabaseClient.class)
                .sql("select inet_server_port()")
                .map(row -> Objects.requireNonNull(row.get(0, Integer.class)))
                .one()
                .block());
        Connection superuser = DriverManager.getConnection(
                "jdbc:postgresql://localhost:" + port + "/suture",
                "postgres",
                Files.readString(folder.resolve("postgres-password")).strip());
        return new BenchServer(folder, options.data().isEmpty(), context, superuser);
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** Returns the job that sequences pending events. */
    BackgroundJob sequencer() {
        return context.getBean("sequencerJob", BackgroundJob.class);
    }

    Path folder() {
        return folder;
    }

    synchronized void execute(String sql) throws SQLException {
        try (Statement statement = superuser.createStatement()) {
            statement.execute(sql);
        }
    }

    synchronized long number(String sql) throws SQLException {
        try (Statement statement = superuser.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    synchronized String text(String sql) throws SQLException {
        try (Statement statement = superuser.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    synchronized <T> List<T> rows(String sql, Row<T> row) throws SQLException {
        try (Statement statement = superuser.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            Stream.Builder<T> all = Stream.builder();
            while (rows.next()) {
                all.add(row.read(rows));
            }
            return all.build().toList();
        }
    }

    /** Reads a row. */
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    @Override
    public void close() throws IOException, SQLException {
        superuser.close();
        context.close();
        if (temporary) {
            boolean unused = FileSystemUtils.deleteRecursively(folder);
        }
    }
}
