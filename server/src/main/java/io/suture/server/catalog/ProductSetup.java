package io.suture.server.catalog;

import java.util.UUID;
import reactor.core.publisher.Mono;

/** What must exist before a product does: its role key. Called inside the transaction that creates it. */
public interface ProductSetup {

    /** Prepare the product; {@code event} is the audit event of its creation. Must be repeatable. */
    Mono<Void> productCreated(String manufacturer, String product, UUID event);
}
