package io.suture.server.database;

import io.suture.server.database.DatabaseSettings.Login;
import io.suture.server.runtime.RefusedStartException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HexFormat;

/**
 * A PostgreSQL that the server runs itself in {@code <data-dir>/postgres}: durable (fsync on), reachable from this
 * machine with a password only. Existing data are never deleted.
 */
final class EmbeddedDatabase implements Database {

    private static final String NAME = "suture";
    private static final Duration START = Duration.ofSeconds(60);

    private final EmbeddedPostgres postgres;
    private final Login migration;
    private final Login application;

    private EmbeddedDatabase(EmbeddedPostgres postgres, Login migration, Login application) {
        this.postgres = postgres;
        this.migration = migration;
        this.application = application;
    }

    /** Start in the folder, after stopping a postmaster that a killed server left behind. */
    static EmbeddedDatabase start(Path dataDir, int port, SecureRandom random) {
        Path folder = dataDir.resolve("postgres").toAbsolutePath();
        LeftPostmaster.stop(folder);
        try {
            Path secret = superuserPassword(dataDir.toAbsolutePath(), random);
            EmbeddedPostgres postgres = postgres(folder, port, secret);
            EmbeddedDatabase database = new EmbeddedDatabase(
                    postgres,
                    new Login("suture_owner", password(random)),
                    new Login("suture_application", password(random)));
            database.createRolesAndDatabase();
            return database;
        } catch (IOException | SQLException | IllegalStateException e) {
            throw new RefusedStartException(
                    "The embedded PostgreSQL in " + folder + " does not start: " + e.getMessage(),
                    "Look into the log above; check free space and permissions of the folder.",
                    e);
        }
    }

    private static EmbeddedPostgres postgres(Path folder, int port, Path secret) throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(folder)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPGStartupWait(START)
                .setPort(port)
                // initdb: the library asks for "trust" first, the later option wins
                .setLocaleConfig("auth", "scram-sha-256")
                .setLocaleConfig("pwfile", secret.toString())
                .setLocaleConfig("locale", "C")
                .setConnectConfig("password", Files.readString(secret).strip())
                // the library starts with -F (no fsync) and asynchronous commits
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("listen_addresses", "localhost")
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("max_connections", "100")
                .start();
    }

    private static Path superuserPassword(Path dataDir, SecureRandom random) throws IOException {
        Path file = dataDir.resolve("postgres-password");
        if (!Files.exists(file)) {
            Files.createDirectories(dataDir);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, password(random) + "\n", StandardOpenOption.WRITE);
        }
        return file;
    }

    private static String password(SecureRandom random) {
        byte[] bytes = new byte[24];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private void createRolesAndDatabase() throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            login(statement, migration);
            login(statement, application);
            if (!exists(statement, "select 1 from pg_database where datname = '" + NAME + "'")) {
                statement.execute("create database " + NAME + " owner " + migration.user());
            }
        }
    }

    private static void login(Statement statement, Login login) throws SQLException {
        if (!exists(statement, "select 1 from pg_roles where rolname = '" + login.user() + "'")) {
            statement.execute("create role " + login.user());
        }
        // a new password at every start; it lives in this process only
        statement.execute("alter role " + login.user() + " login password '" + login.password() + "'");
    }

    private static boolean exists(Statement statement, String query) throws SQLException {
        try (var rows = statement.executeQuery(query)) {
            return rows.next();
        }
    }

    @Override
    public String host() {
        return "localhost";
    }

    @Override
    public int port() {
        return postgres.getPort();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Login migration() {
        return migration;
    }

    @Override
    public Login application() {
        return application;
    }

    @Override
    public void close() {
        try {
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
