package io.suture.server.catalog;

import io.r2dbc.spi.Readable;
import io.suture.server.database.Rows;
import io.suture.server.problem.CommonRefusal.NotFound;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The catalogue's tables. */
@Component
class CatalogTables implements Catalog {

    private final DatabaseClient database;

    CatalogTables(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Manufacturer> manufacturer(String id) {
        return database.sql("select id, name from manufacturer where id = :id")
                .bind("id", id)
                .map(row -> new Manufacturer(Rows.text(row, "id"), Rows.text(row, "name")))
                .one()
                .switchIfEmpty(notFound("manufacturer"));
    }

    @Override
    public Flux<Manufacturer> manufacturers() {
        return database.sql("select id, name from manufacturer order by id")
                .map(row -> new Manufacturer(Rows.text(row, "id"), Rows.text(row, "name")))
                .all();
    }

    @Override
    public Mono<Facility> facility(String id) {
        return database.sql("select id, name from facility where id = :id")
                .bind("id", id)
                .map(row -> new Facility(Rows.text(row, "id"), Rows.text(row, "name")))
                .one()
                .switchIfEmpty(notFound("facility"));
    }

    @Override
    public Mono<Product> product(String manufacturer, String id) {
        return database.sql("select id, name, udi_di from product where manufacturer = :m and id = :id")
                .bind("m", manufacturer)
                .bind("id", id)
                .map(CatalogTables::product)
                .one()
                .switchIfEmpty(notFound("product"))
                .flatMap(product -> withRevisions(manufacturer, product));
    }

    @Override
    public Flux<Product> products(String manufacturer) {
        return database.sql("select id, name, udi_di from product where manufacturer = :m order by id")
                .bind("m", manufacturer)
                .map(CatalogTables::product)
                .all()
                .collectList()
                .flatMapIterable(products -> products)
                .concatMap(product -> withRevisions(manufacturer, product));
    }

    private Mono<Product> withRevisions(String manufacturer, Product product) {
        return database.sql("""
                        select revision, updatable, reason from hardware_revision
                        where manufacturer = :m and product = :p order by revision
                        """)
                .bind("m", manufacturer)
                .bind("p", product.id())
                .map(row -> new HardwareRevision(
                        Rows.text(row, "revision"), Rows.bool(row, "updatable"), row.get("reason", String.class)))
                .all()
                .collectList()
                .map(revisions -> new Product(product.id(), product.name(), product.udiDi(), revisions));
    }

    private static Product product(Readable row) {
        return new Product(Rows.text(row, "id"), Rows.text(row, "name"), Rows.text(row, "udi_di"), List.of());
    }

    private static <T> Mono<T> notFound(String what) {
        return Mono.error(() -> new NotFound(what).refused());
    }

    Mono<Void> insert(Manufacturer manufacturer, Instant now, UUID event) {
        return created(
                        "insert into manufacturer (id, name, created_at, event_id) values (:id, :name, :now, :event)",
                        now,
                        event)
                .bind("id", manufacturer.id())
                .bind("name", manufacturer.name())
                .then();
    }

    Mono<Void> insert(Facility facility, Instant now, UUID event) {
        return created(
                        "insert into facility (id, name, created_at, event_id) values (:id, :name, :now, :event)",
                        now,
                        event)
                .bind("id", facility.id())
                .bind("name", facility.name())
                .then();
    }

    Mono<Void> insert(String manufacturer, Product product, Instant now, UUID event) {
        return created("""
                        insert into product (manufacturer, id, name, udi_di, created_at, event_id)
                        values (:m, :id, :name, :udi, :now, :event)
                        """, now, event)
                .bind("m", manufacturer)
                .bind("id", product.id())
                .bind("name", product.name())
                .bind("udi", product.udiDi())
                .then()
                .thenMany(Flux.fromIterable(product.hardwareRevisions())
                        .concatMap(revision -> insert(manufacturer, product.id(), revision, event)))
                .then();
    }

    private Mono<Void> insert(String manufacturer, String product, HardwareRevision revision, UUID event) {
        return database.sql("""
                        insert into hardware_revision (manufacturer, product, revision, updatable, reason, event_id)
                        values (:m, :p, :revision, :updatable, :reason, :event)
                        """)
                .bind("m", manufacturer)
                .bind("p", product)
                .bind("revision", revision.revision())
                .bind("updatable", revision.updatable())
                .bind("reason", Rows.nullable(revision.reason()))
                .bind("event", event)
                .then();
    }

    private GenericExecuteSpec created(String sql, Instant now, UUID event) {
        return database.sql(sql).bind("now", now).bind("event", event);
    }
}
