package io.suture.server.audit;

import io.suture.trust.json.JsonObject;

/**
 * What happened, before it has an id and a time. An empty section is left out of the entry.
 *
 * @param manufacturer whose log, or {@link #PLATFORM}
 * @param kind what happened
 * @param pub facts fit for the world
 * @param actor who did it
 * @param subject what it was done to
 * @param detail old and new, reason, outcome
 */
public record AuditEvent(
        String manufacturer, AuditKind kind, JsonObject pub, JsonObject actor, JsonObject subject, JsonObject detail) {

    /** The log of events that belong to no manufacturer. */
    public static final String PLATFORM = "_platform";

    /** Checks that only kinds meant for it state facts to the world. */
    public AuditEvent {
        if (!pub.members().isEmpty() && !kind.isPublic()) {
            throw new IllegalArgumentException(kind.code() + " states no public facts");
        }
    }
}
