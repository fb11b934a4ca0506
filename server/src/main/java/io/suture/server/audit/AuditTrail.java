package io.suture.server.audit;

import java.util.UUID;
import reactor.core.publisher.Mono;

/** Writes audit events; a failure to write fails the change. */
public interface AuditTrail {

    /** Append an event inside the caller's transaction and return its id; fails without a transaction. */
    Mono<UUID> append(AuditEvent event);

    /** Append the event of a refused action in a transaction of its own. */
    Mono<UUID> refusal(AuditEvent event);
}
