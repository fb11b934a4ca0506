package io.suture.server.database;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import io.suture.server.database.DatabaseSettings.Login;
import io.suture.server.runtime.DataDirectoryLock;
import io.suture.server.runtime.SutureSettings;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.ReactiveTransactionManager;
import org.springframework.transaction.reactive.TransactionalOperator;

/** Starts or reaches the database, migrates it, then opens the pool of the application role. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DatabaseSettings.class)
class DatabaseConfiguration {

    private static final Duration ACQUIRE = Duration.ofSeconds(10);

    @Bean
    Database database(SutureSettings suture, DatabaseSettings settings, SecureRandom random, DataDirectoryLock lock) {
        boolean embedded = settings.embedded() == null ? suture.demo() : settings.embedded();
        return embedded
                ? EmbeddedDatabase.start(suture.dataDir(), settings.embeddedPort(), random)
                : ExternalDatabase.of(settings);
    }

    @Bean
    PostgresqlConnectionFactory postgres(Database database) {
        migrate(database);
        Login login = database.application();
        return new PostgresqlConnectionFactory(PostgresqlConnectionConfiguration.builder()
                .host(database.host())
                .port(database.port())
                .database(database.name())
                .username(login.user())
                .password(login.password())
                .applicationName("suture")
                .build());
    }

    private static void migrate(Database database) {
        Login owner = database.migration();
        Flyway.configure()
                .dataSource(database.jdbcUrl(), owner.user(), owner.password())
                .placeholders(Map.of("applicationRole", database.application().user()))
                .load()
                .migrate();
    }

    @Bean(destroyMethod = "dispose")
    @Primary
    ConnectionPool connectionPool(PostgresqlConnectionFactory postgres, DatabaseSettings settings) {
        return new ConnectionPool(ConnectionPoolConfiguration.builder(postgres)
                .maxSize(settings.poolSize())
                .initialSize(1)
                .maxAcquireTime(ACQUIRE)
                .build());
    }

    @Bean
    DatabaseClient databaseClient(ConnectionPool pool) {
        return DatabaseClient.create(pool);
    }

    @Bean
    ReactiveTransactionManager transactionManager(ConnectionPool pool) {
        return new R2dbcTransactionManager(pool);
    }

    @Bean
    TransactionalOperator transactionalOperator(ReactiveTransactionManager manager) {
        return TransactionalOperator.create(manager);
    }
}
