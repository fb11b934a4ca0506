package io.suture.server.distribution;

import io.suture.server.distribution.RepositoryFiles.Content;
import io.suture.server.problem.CommonRefusal.NotFound;
import io.suture.trust.json.Json;
import io.swagger.v3.oas.annotations.Operation;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/**
 * A manufacturer's TUF repository for people, mirrors and clients that are not devices: {@code metadata/} and
 * {@code targets/} below a base URL, as every TUF client expects (TUF 5, consistent snapshots).
 */
@RestController
class RepositoryController {

    private static final String SIGNED_IN = "/api/v1/manufacturers/{m}/repository";
    private static final String ANONYMOUS = "/repository/{m}";
    private static final String METADATA = "/metadata/{file}";
    private static final String TARGETS = "/targets/{*path}";
    private static final String TIMESTAMP = "timestamp.json";

    private final RepositoryFiles files;
    private final CarriedLog log;
    private final RepositorySettings settings;

    RepositoryController(RepositoryFiles files, CarriedLog log, RepositorySettings settings) {
        this.files = files;
        this.log = log;
        this.settings = settings;
    }

    @Operation(summary = "List the files of the repository, as they are at one moment")
    @GetMapping(value = SIGNED_IN, produces = MediaType.APPLICATION_JSON_VALUE)
    Mono<byte[]> list(@PathVariable("m") String manufacturer) {
        return Mono.fromCallable(() -> Json.compact(files.list(manufacturer)));
    }

    @Operation(summary = "Read what the log says about every release under one checkpoint, and which sizes devices saw")
    @GetMapping(value = SIGNED_IN + "/log", produces = MediaType.APPLICATION_JSON_VALUE)
    Mono<byte[]> log(@PathVariable("m") String manufacturer) {
        return log.of(manufacturer).map(Json::compact);
    }

    @Operation(summary = "Read a metadata file")
    @GetMapping(SIGNED_IN + METADATA)
    Mono<ResponseEntity<Resource>> metadata(@PathVariable("m") String manufacturer, @PathVariable("file") String file) {
        String cache = file.equals(TIMESTAMP) ? Answers.REVALIDATE : Answers.IMMUTABLE;
        return Mono.defer(() -> files.metadata(manufacturer, file))
                .map(content -> answer(content, MediaType.APPLICATION_JSON, cache));
    }

    @Operation(summary = "Read a target file, whole or in part")
    @GetMapping(SIGNED_IN + TARGETS)
    Mono<ResponseEntity<Resource>> target(@PathVariable("m") String manufacturer, @PathVariable("path") String path) {
        return Mono.defer(() -> files.target(manufacturer, path.substring(1)))
                .map(content -> answer(content, MediaType.APPLICATION_OCTET_STREAM, Answers.IMMUTABLE));
    }

    @Operation(summary = "Read a metadata file; only where suture.repository.anonymous is set")
    @GetMapping(ANONYMOUS + METADATA)
    Mono<ResponseEntity<Resource>> anonymousMetadata(
            @PathVariable("m") String manufacturer, @PathVariable("file") String file) {
        return ifAnonymous(metadata(manufacturer, file));
    }

    @Operation(summary = "Read a target file, whole or in part; only where suture.repository.anonymous is set")
    @GetMapping(ANONYMOUS + TARGETS)
    Mono<ResponseEntity<Resource>> anonymousTarget(
            @PathVariable("m") String manufacturer, @PathVariable("path") String path) {
        return ifAnonymous(target(manufacturer, path));
    }

    private Mono<ResponseEntity<Resource>> ifAnonymous(Mono<ResponseEntity<Resource>> answer) {
        return settings.anonymous() ? answer : Mono.error(() -> new NotFound("resource").refused());
    }

    private static ResponseEntity<Resource> answer(Content content, MediaType type, String cache) {
        return ResponseEntity.ok()
                .contentType(type)
                .eTag(content.file().etag())
                .header(HttpHeaders.CACHE_CONTROL, cache)
                .body(content.resource());
    }
}
