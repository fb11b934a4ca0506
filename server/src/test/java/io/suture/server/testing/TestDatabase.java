package io.suture.server.testing;

import static io.suture.server.testing.PostgresSupport.APPLICATION;
import static io.suture.server.testing.PostgresSupport.OWNER;
import static io.suture.server.testing.PostgresSupport.SERVER;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;

/** A migrated database of its own on the one PostgreSQL of the test run, reached with the application role. */
public final class TestDatabase implements AutoCloseable {

    private final String name;
    private final ConnectionPool pool;
    private final R2dbcTransactionManager transactions;

    public TestDatabase() {
        this(SERVER.newDatabase(Migrated.TEMPLATE));
    }

    private TestDatabase(String name) {
        this.name = name;
        pool = connect(SERVER.host(), SERVER.port(), name);
        transactions = new R2dbcTransactionManager(pool);
    }

    /** Returns a database of an earlier version of the schema; {@link #migrate} goes on. */
    public static TestDatabase ofVersion(String version) {
        TestDatabase database = new TestDatabase(SERVER.newDatabase(PostgresSupport.EMPTY));
        database.migrate(version);
        return database;
    }

    /** What every test database is a copy of: to migrate each would take a second. */
    private static final class Migrated {

        static final String TEMPLATE = SERVER.newDatabase(PostgresSupport.EMPTY);

        static {
            TestDatabase.migrate(TEMPLATE, "latest");
        }
    }

    /** Connects to a test database as the application, from whatever process. */
    public static ConnectionPool connect(String host, int port, String name) {
        return new ConnectionPool(ConnectionPoolConfiguration.builder(
                        new PostgresqlConnectionFactory(PostgresqlConnectionConfiguration.builder()
                                .host(host)
                                .port(port)
                                .database(name)
                                .username(APPLICATION)
                                .password(APPLICATION)
                                .build()))
                .maxSize(20)
                .initialSize(1)
                .build());
    }

    public String name() {
        return name;
    }

    /** Migrates up to this version, or {@code latest}. */
    public void migrate(String version) {
        migrate(name, version);
    }

    private static void migrate(String database, String version) {
        Flyway.configure()
                .dataSource(SERVER.jdbcUrl(database), OWNER, OWNER)
                .target(version)
                .placeholders(Map.of("applicationRole", APPLICATION))
                .load()
                .migrate();
    }

    /** Runs SQL as the superuser: what an attacker with the whole database could do. */
    public void asSuperuser(String sql) {
        SERVER.execute(name, sql);
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
                "suture.database.host", SERVER.host(),
                "suture.database.port", Integer.toString(SERVER.port()),
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
