package io.suture.server.audit;

import io.suture.trust.log.AuditEntry;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/**
 * An event as it is stored.
 *
 * @param id its id
 * @param manufacturer whose log
 * @param kind its kind
 * @param entry the entry of the log
 * @param parts its sealed sections
 * @param facts what it is found by
 */
record SealedEvent(
        UUID id, String manufacturer, AuditKind kind, AuditEntry entry, List<Part> parts, List<Stored> facts) {

    /** A sealed section, in hexadecimal, and the id of the key that opens it. */
    record Part(String name, String key, String sealed) {}

    /** A fact; a personal value as a code. */
    record Stored(String name, String value) {}

    String[] sections(Function<Part, String> column) {
        return parts.stream().map(column).toArray(String[]::new);
    }

    String[] facts(Function<Stored, String> column) {
        return facts.stream().map(column).toArray(String[]::new);
    }
}
