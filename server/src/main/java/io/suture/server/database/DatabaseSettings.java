package io.suture.server.database;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the records are.
 *
 * @param embedded whether the server runs its own PostgreSQL; unset means in demo mode only
 * @param embeddedPort port of the embedded PostgreSQL, 0 for a free one
 * @param poolSize most connections of the application role
 */
@ConfigurationProperties("suture.database")
record DatabaseSettings(
        @Nullable Boolean embedded,
        @DefaultValue("0") int embeddedPort,
        @Nullable String host,
        @DefaultValue("5432") int port,
        @DefaultValue("suture") String name,
        @DefaultValue("20") int poolSize,
        @Nullable Login application,
        @Nullable Login migration) {

    /** A database role and its password. */
    record Login(String user, String password) {

        @Override
        public String toString() {
            return "Login[" + user + "]";
        }
    }
}
