package io.suture.server.database;

import io.suture.server.database.DatabaseSettings.Login;
import io.suture.server.runtime.RefusedStartException;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL that somebody else runs. */
record ExternalDatabase(String host, int port, String name, Login migration, Login application) implements Database {

    static ExternalDatabase of(DatabaseSettings settings) {
        return new ExternalDatabase(
                required(settings.host(), "suture.database.host"),
                settings.port(),
                settings.name(),
                required(settings.migration(), "suture.database.migration.user and .password"),
                required(settings.application(), "suture.database.application.user and .password"));
    }

    private static <T> T required(@Nullable T value, String property) {
        if (value == null) {
            throw new RefusedStartException(
                    "No database is configured: " + property + " is missing.",
                    "Set it, or set suture.database.embedded=true to let the server run its own PostgreSQL.");
        }
        return value;
    }
}
