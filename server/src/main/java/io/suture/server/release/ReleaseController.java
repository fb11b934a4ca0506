package io.suture.server.release;

import io.suture.server.blob.BlobStore.Expected;
import io.suture.server.catalog.Catalog;
import io.suture.server.identity.Acting;
import io.suture.server.identity.Actor;
import io.suture.server.problem.Attachments;
import io.suture.server.problem.CommonRefusal.NotFound;
import io.suture.server.problem.Fields;
import io.suture.server.problem.LimitedBody;
import io.suture.server.release.ReleaseView.FileView;
import io.suture.trust.digest.Digest;
import io.suture.trust.release.ReleaseId;
import io.suture.trust.release.ReleaseLimits;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Releases over HTTP, as far as no signature changes. */
@RestController
@RequestMapping("/api/v1/manufacturers/{m}/releases")
class ReleaseController {

    private final Releases releases;
    private final ReleaseTables tables;
    private final Drafts drafts;
    private final Catalog catalog;
    private final SbomFiles sboms;

    ReleaseController(Releases releases, ReleaseTables tables, Drafts drafts, Catalog catalog, SbomFiles sboms) {
        this.releases = releases;
        this.tables = tables;
        this.drafts = drafts;
        this.catalog = catalog;
        this.sboms = sboms;
    }

    /** A release to be created. */
    record NewRelease(@Nullable String product, @Nullable String version) {}

    @Operation(summary = "Create a draft")
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Mono<ReleaseView> create(
            @Acting Actor actor, @PathVariable("m") String manufacturer, @RequestBody NewRelease body) {
        ReleaseId id =
                new ReleaseId(Fields.required("product", body.product()), Fields.required("version", body.version()));
        return drafts.create(manufacturer, id, actor).map(ReleaseView::of);
    }

    @Operation(summary = "List releases, newest first")
    @GetMapping
    Flux<ReleaseView> list(@PathVariable("m") String manufacturer) {
        return catalog.manufacturer(manufacturer)
                .thenMany(releases.list(manufacturer))
                .map(ReleaseView::of);
    }

    @Operation(summary = "Read a release with its history")
    @GetMapping("/{p}/{v}")
    Mono<ReleaseView> read(
            @PathVariable("m") String manufacturer,
            @PathVariable("p") String product,
            @PathVariable("v") String version) {
        ReleaseId id = new ReleaseId(product, version);
        return releases.find(manufacturer, id)
                .zipWith(tables.history(manufacturer, id).collectList())
                .map(both -> ReleaseView.of(both.getT1(), both.getT2()));
    }

    @Operation(summary = "Read the frozen manifest, byte for byte")
    @GetMapping(path = "/{p}/{v}/manifest", produces = MediaType.APPLICATION_JSON_VALUE)
    Mono<byte[]> manifest(
            @PathVariable("m") String manufacturer,
            @PathVariable("p") String product,
            @PathVariable("v") String version) {
        return releases.find(manufacturer, new ReleaseId(product, version))
                .map(Release::manifest)
                .flatMap(Mono::justOrEmpty)
                .map(Release.Frozen::bytes)
                .switchIfEmpty(Mono.error(() -> new NotFound("manifest").refused()));
    }

    @Operation(summary = "Read the bill of materials that the manifest names, byte for byte")
    @GetMapping("/{p}/{v}/sbom")
    Mono<ResponseEntity<byte[]>> sbom(
            @PathVariable("m") String manufacturer,
            @PathVariable("p") String product,
            @PathVariable("v") String version) {
        return releases.find(manufacturer, new ReleaseId(product, version))
                .map(Release::manifest)
                .flatMap(Mono::justOrEmpty)
                .map(frozen -> frozen.manifest().sbom())
                .switchIfEmpty(Mono.error(() -> new NotFound("manifest").refused()))
                .flatMap(sbom -> sboms.bytes(sbom)
                        .map(bytes -> Attachments.of(sbom.name()).body(bytes)));
    }

    @Operation(summary = "Upload a file of a draft")
    @PutMapping(path = "/{p}/{v}/files/{name}", consumes = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    Mono<FileView> upload(
            @Acting Actor actor,
            @PathVariable("m") String manufacturer,
            @PathVariable("p") String product,
            @PathVariable("v") String version,
            @PathVariable("name") String name,
            @RequestHeader(name = "X-Content-SHA256", required = false) @Nullable String sha256,
            @Parameter(hidden = true) ServerHttpRequest request) {
        Optional<Digest> digest = Optional.ofNullable(sha256).map(ReleaseController::digest);
        long length = request.getHeaders().getContentLength();
        Expected expected = new Expected(digest, length < 0 ? Optional.empty() : Optional.of(length));
        return drafts.upload(manufacturer, new ReleaseId(product, version), name, request.getBody(), expected, actor)
                .map(FileView::of);
    }

    private static Digest digest(String hex) {
        try {
            return Digest.ofHex(hex);
        } catch (IllegalArgumentException e) {
            throw Fields.invalid("X-Content-SHA256", "must be 64 lower-case hexadecimal digits");
        }
    }

    @Operation(summary = "Submit a draft: the body is the manifest, which is frozen")
    @PostMapping("/{p}/{v}/submission")
    Mono<ReleaseView> submit(
            @Acting Actor actor,
            @PathVariable("m") String manufacturer,
            @PathVariable("p") String product,
            @PathVariable("v") String version,
            @Parameter(hidden = true) ServerHttpRequest request) {
        int limit = ReleaseLimits.MANIFEST.maxBytes();
        return LimitedBody.read(request.getBody(), "manifest", limit)
                .flatMap(manifest -> drafts.submit(manufacturer, new ReleaseId(product, version), manifest, actor))
                .map(ReleaseView::of);
    }
}
