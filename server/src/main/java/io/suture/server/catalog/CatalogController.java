package io.suture.server.catalog;

import io.suture.server.catalog.CatalogRefusal.ReservedProductId;
import io.suture.server.identity.Acting;
import io.suture.server.identity.Actor;
import io.suture.server.problem.CommonRefusal.NotPermitted;
import io.suture.server.problem.Fields;
import io.suture.trust.tuf.DeltaRole;
import io.swagger.v3.oas.annotations.Operation;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Manufacturers, products and facilities over HTTP. */
@RestController
class CatalogController {

    private static final int MAX_NAME = 200;
    private static final Pattern MANUFACTURER = Pattern.compile("[a-z][a-z0-9-]{1,31}");
    private static final Pattern PRODUCT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,31}");
    /** Names of roles that no product may take. */
    private static final Set<String> RESERVED = Set.of(
            "root",
            "targets",
            "snapshot",
            "timestamp",
            "policy",
            "mirrors",
            "director",
            "log",
            "log-ml-dsa-44",
            "offline-update");

    private final Catalog catalog;
    private final CatalogChanges changes;

    CatalogController(Catalog catalog, CatalogChanges changes) {
        this.catalog = catalog;
        this.changes = changes;
    }

    /** A manufacturer or facility to be created. */
    record Named(@Nullable String id, @Nullable String name) {}

    /** A product to be created. */
    record NewProduct(
            @Nullable String id,
            @Nullable String name,
            @Nullable String udiDi,
            @Nullable List<NewRevision> hardwareRevisions) {}

    /** A hardware revision to be created. */
    record NewRevision(
            @Nullable String revision,
            @Nullable Boolean updatable,
            @Nullable String reason) {}

    @Operation(summary = "Create a manufacturer with its online keys")
    @PostMapping("/api/v1/manufacturers")
    @ResponseStatus(HttpStatus.CREATED)
    Mono<Manufacturer> createManufacturer(@Acting Actor actor, @RequestBody Named request) {
        platformOnly(actor);
        String id = Fields.matching(
                "id", request.id(), MANUFACTURER, "must be 2 to 32 lower-case letters, digits or '-', a letter first");
        return changes.create(actor, new Manufacturer(id, Fields.text("name", request.name(), MAX_NAME)));
    }

    @Operation(summary = "Read a manufacturer")
    @GetMapping("/api/v1/manufacturers/{m}")
    Mono<Manufacturer> manufacturer(@PathVariable("m") String manufacturer) {
        return catalog.manufacturer(manufacturer);
    }

    @Operation(
            summary = "Create a product with its role key",
            description =
                    "The id becomes the name of a TUF role: names of other roles and ids ending in -delta are refused.")
    @PostMapping("/api/v1/manufacturers/{m}/products")
    @ResponseStatus(HttpStatus.CREATED)
    Mono<Product> createProduct(
            @Acting Actor actor, @PathVariable("m") String manufacturer, @RequestBody NewProduct request) {
        return changes.create(actor, manufacturer, product(request));
    }

    @Operation(summary = "List the products of a manufacturer")
    @GetMapping("/api/v1/manufacturers/{m}/products")
    Flux<Product> products(@PathVariable("m") String manufacturer) {
        return catalog.manufacturer(manufacturer).thenMany(catalog.products(manufacturer));
    }

    @Operation(summary = "Create a facility")
    @PostMapping("/api/v1/facilities")
    @ResponseStatus(HttpStatus.CREATED)
    Mono<Facility> createFacility(@Acting Actor actor, @RequestBody Named request) {
        platformOnly(actor);
        return changes.create(
                actor, new Facility(Fields.id("id", request.id()), Fields.text("name", request.name(), MAX_NAME)));
    }

    private static Product product(NewProduct request) {
        String id = Fields.matching(
                "id", request.id(), PRODUCT, "must be 1 to 32 letters, digits, '_' or '-', a letter or digit first");
        if (RESERVED.contains(id) || DeltaRole.isName(id)) {
            throw new ReservedProductId(id).refused();
        }
        return new Product(
                id,
                Fields.text("name", request.name(), MAX_NAME),
                UdiDi.check(Fields.required("udiDi", request.udiDi())),
                revisions(Fields.list("hardwareRevisions", request.hardwareRevisions())));
    }

    private static List<HardwareRevision> revisions(List<NewRevision> requests) {
        Set<String> names = new HashSet<>();
        return requests.stream()
                .map(CatalogController::revision)
                .peek(revision -> {
                    if (!names.add(revision.revision())) {
                        throw Fields.invalid("hardwareRevisions", "names a revision twice");
                    }
                })
                .toList();
    }

    private static HardwareRevision revision(NewRevision request) {
        boolean updatable = Fields.required("hardwareRevisions.updatable", request.updatable());
        String reason = updatable ? null : Fields.text("hardwareRevisions.reason", request.reason(), MAX_NAME);
        return new HardwareRevision(Fields.id("hardwareRevisions.revision", request.revision()), updatable, reason);
    }

    private static void platformOnly(Actor actor) {
        if (!actor.isPlatformAdmin()) {
            throw new NotPermitted("Only an administrator of the platform may do this.").refused();
        }
    }
}
