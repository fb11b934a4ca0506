package io.suture.server.audit;

import io.suture.trust.log.AuditEntry;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * An event as it is stored.
 *
 * @param id its id
 * @param manufacturer whose log
 * @param kind its kind
 * @param entry the entry of the log
 * @param parts its sealed sections
 * @param facts what it is found by, as {@link StoredFacts} writes it
 */
record SealedEvent(
        UUID id, String manufacturer, AuditKind kind, AuditEntry entry, List<Part> parts, List<String> facts) {

    /** A sealed section, and the id of the key that opens it. */
    @SuppressWarnings("ArrayRecordComponent")
    record Part(String name, String key, byte[] sealed) {}

    String[] sections(Function<Part, String> column) {
        return parts.stream().map(column).toArray(String[]::new);
    }

    /** Returns the sealed bytes as PostgreSQL writes a bytea[]. */
    String sealed() {
        return parts.stream()
                .map(part -> "\"\\\\x" + HexFormat.of().formatHex(part.sealed()) + "\"")
                .collect(Collectors.joining(",", "{", "}"));
    }
}
