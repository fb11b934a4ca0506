package io.suture.server.catalog;

import java.util.UUID;
import reactor.core.publisher.Mono;

/** What must exist before a manufacturer does: its online keys. Called inside the transaction that creates it. */
public interface ManufacturerSetup {

    /** Prepare the manufacturer; {@code event} is the audit event of its creation. Must be repeatable. */
    Mono<Void> manufacturerCreated(String manufacturer, UUID event);
}
