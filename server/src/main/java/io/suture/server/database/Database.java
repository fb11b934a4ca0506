package io.suture.server.database;

import io.suture.server.database.DatabaseSettings.Login;

/** A reachable database with its two roles: the owner that migrates, and the application. */
interface Database extends AutoCloseable {

    String host();

    int port();

    String name();

    Login migration();

    Login application();

    @Override
    default void close() {}

    default String jdbcUrl() {
        return "jdbc:postgresql://%s:%d/%s".formatted(host(), port(), name());
    }
}
