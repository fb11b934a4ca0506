package io.suture.server.database;

import io.r2dbc.spi.Parameter;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads columns and writes optional values. */
public final class Rows {

    private Rows() {}

    /** Return a text column that is not null. */
    public static String text(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, String.class), column);
    }

    /** Return a text column. */
    public static Optional<String> optionalText(Readable row, String column) {
        return Optional.ofNullable(row.get(column, String.class));
    }

    /** Return an integer column that is not null. */
    public static long number(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, Long.class), column);
    }

    /** Return a boolean column that is not null. */
    public static boolean bool(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, Boolean.class), column);
    }

    /** Return a point in time that is not null. */
    public static Instant instant(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, Instant.class), column);
    }

    /** Return the bytes of a column that is not null. */
    public static byte[] bytes(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, byte[].class), column);
    }

    /** Return a parameter for a text that may be null. */
    public static Parameter nullable(@Nullable String value) {
        return value == null ? Parameters.in(R2dbcType.VARCHAR) : Parameters.in(R2dbcType.VARCHAR, value);
    }
}
