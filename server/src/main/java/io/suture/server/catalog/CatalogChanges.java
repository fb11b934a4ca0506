package io.suture.server.catalog;

import io.suture.server.audit.AuditTrail;
import io.suture.server.identity.Actor;
import io.suture.server.problem.CommonRefusal.AlreadyExists;
import java.time.Clock;
import java.util.function.Function;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Adds to the catalogue: record, audit event and keys in one transaction. */
@Component
class CatalogChanges {

    private final CatalogTables tables;
    private final AuditTrail audit;
    private final ObjectProvider<ManufacturerSetup> manufacturerSetups;
    private final ObjectProvider<ProductSetup> productSetups;
    private final TransactionalOperator transaction;
    private final Clock clock;

    CatalogChanges(
            CatalogTables tables,
            AuditTrail audit,
            ObjectProvider<ManufacturerSetup> manufacturerSetups,
            ObjectProvider<ProductSetup> productSetups,
            TransactionalOperator transaction,
            Clock clock) {
        this.tables = tables;
        this.audit = audit;
        this.manufacturerSetups = manufacturerSetups;
        this.productSetups = productSetups;
        this.transaction = transaction;
        this.clock = clock;
    }

    Mono<Manufacturer> create(Actor actor, Manufacturer manufacturer) {
        return audit.append(CatalogEntry.created(actor, manufacturer))
                .delayUntil(event -> tables.insert(manufacturer, clock.instant(), event))
                .flatMap(
                        event -> each(manufacturerSetups, setup -> setup.manufacturerCreated(manufacturer.id(), event)))
                .thenReturn(manufacturer)
                .as(created -> once(created, "manufacturer", manufacturer.id()));
    }

    Mono<Product> create(Actor actor, String manufacturer, Product product) {
        return tables.manufacturer(manufacturer)
                .then(Mono.defer(() -> audit.append(CatalogEntry.created(actor, manufacturer, product))))
                .delayUntil(event -> tables.insert(manufacturer, product, clock.instant(), event))
                .flatMap(event -> each(productSetups, setup -> setup.productCreated(manufacturer, product.id(), event)))
                .thenReturn(product)
                .as(created -> once(created, "product or UDI-DI", product.id()));
    }

    Mono<Facility> create(Actor actor, Facility facility) {
        return audit.append(CatalogEntry.created(actor, facility))
                .flatMap(event -> tables.insert(facility, clock.instant(), event))
                .thenReturn(facility)
                .as(created -> once(created, "facility", facility.id()));
    }

    private <T> Mono<T> once(Mono<T> created, String what, String id) {
        return created.as(transaction::transactional)
                .onErrorMap(DuplicateKeyException.class, taken -> new AlreadyExists(what, id).refused());
    }

    private static <S> Mono<Void> each(ObjectProvider<S> setups, Function<S, Mono<Void>> call) {
        return Flux.fromStream(setups::orderedStream).concatMap(call).then();
    }
}
