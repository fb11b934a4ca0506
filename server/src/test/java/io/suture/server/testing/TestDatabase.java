package io.suture.server.testing;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;

/** A migrated database of its own on one embedded PostgreSQL per test run, reached with the application role. */
public final class TestDatabase implements AutoCloseable {

    private static final AtomicInteger NAMES = new AtomicInteger();
    private static final String APPLICATION = "suture_application";
    private static final String OWNER = "suture_owner";
    private static final EmbeddedPostgres SERVER = start();

    private final String name = "test_" + NAMES.incrementAndGet();
    private final ConnectionPool pool;
    private final R2dbcTransactionManager transactions;

    public TestDatabase() {
        superuser("postgres", "create database " + name + " owner " + OWNER);
        migrate();
        pool = new ConnectionPool(ConnectionPoolConfiguration.builder(
                        new PostgresqlConnectionFactory(PostgresqlConnectionConfiguration.builder()
                                .host("localhost")
                                .port(SERVER.getPort())
                                .database(name)
                                .username(APPLICATION)
                                .password(APPLICATION)
                                .build()))
                .maxSize(20)
                .initialSize(1)
                .build());
        transactions = new R2dbcTransactionManager(pool);
    }

    private static EmbeddedPostgres start() {
        try {
            EmbeddedPostgres server = EmbeddedPostgres.builder()
                    .setServerConfig("max_connections", "200")
                    .start();
            try (Connection connection = server.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("create role " + OWNER + " login password '" + OWNER + "'");
                statement.execute("create role " + APPLICATION + " login password '" + APPLICATION + "'");
            }
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void migrate() {
        Flyway.configure()
                .dataSource(SERVER.getJdbcUrl(OWNER, name), OWNER, OWNER)
                .placeholders(Map.of("applicationRole", APPLICATION))
                .load()
                .migrate();
    }

    /** Runs SQL as the superuser: what an attacker with the whole database could do. */
    public void asSuperuser(String sql) {
        superuser(name, sql);
    }

    private static void superuser(String database, String sql) {
        try (Connection connection =
                        DriverManager.getConnection(SERVER.getJdbcUrl("postgres", database), "postgres", "postgres");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public DatabaseClient client() {
        return DatabaseClient.create(pool);
    }

    public R2dbcTransactionManager transactions() {
        return transactions;
    }

    public TransactionalOperator transaction() {
        return TransactionalOperator.create(transactions);
    }

    /** The properties with which a server uses this database. */
    public Map<String, String> properties() {
        return Map.of(
                "suture.database.embedded", "false",
                "suture.database.host", "localhost",
                "suture.database.port", Integer.toString(SERVER.getPort()),
                "suture.database.name", name,
                "suture.database.application.user", APPLICATION,
                "suture.database.application.password", APPLICATION,
                "suture.database.migration.user", OWNER,
                "suture.database.migration.password", OWNER);
    }

    @Override
    public void close() {
        pool.dispose();
    }
}
