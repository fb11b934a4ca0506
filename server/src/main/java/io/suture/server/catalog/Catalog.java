package io.suture.server.catalog;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What is made, by whom, and where it runs. Lookups fail with {@code not-found}. */
public interface Catalog {

    /** Return a manufacturer. */
    Mono<Manufacturer> manufacturer(String id);

    /** Return all manufacturers. */
    Flux<Manufacturer> manufacturers();

    /** Return a product with its hardware revisions. */
    Mono<Product> product(String manufacturer, String id);

    /** Return the products of a manufacturer. */
    Flux<Product> products(String manufacturer);

    /** Return a facility. */
    Mono<Facility> facility(String id);
}
