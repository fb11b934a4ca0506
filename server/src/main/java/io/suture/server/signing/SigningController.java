package io.suture.server.signing;

import io.suture.server.identity.Acting;
import io.suture.server.identity.Actor;
import io.suture.server.problem.Fields;
import io.suture.server.problem.LimitedBody;
import io.suture.server.release.Release;
import io.suture.trust.json.Json;
import io.suture.trust.release.ReleaseId;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Signing keys, offline metadata, and the steps that change what devices see. */
@RestController
class SigningController {

    private static final String MANUFACTURER = "/api/v1/manufacturers/{m}";
    private static final String RELEASE = MANUFACTURER + "/releases/{p}/{v}";
    private static final int MAX_REASON = 2000;

    private final KeyRegistry keys;
    private final OfflineRepository offline;
    private final ReleaseSigning signing;
    private final Publications publications;

    SigningController(KeyRegistry keys, OfflineRepository offline, ReleaseSigning signing, Publications publications) {
        this.keys = keys;
        this.offline = offline;
        this.signing = signing;
        this.publications = publications;
    }

    /** Where a release is now. */
    record Outcome(String product, String version, String state, Instant changedAt) {

        static Outcome of(Release release) {
            return new Outcome(
                    release.id().product(),
                    release.id().version(),
                    release.state().code(),
                    release.changedAt());
        }
    }

    /** Why. */
    record Reason(@Nullable String reason) {}

    /** The versions that count now, by role. */
    record Accepted(Map<String, Long> versions) {}

    @Operation(summary = "Read the public keys of the server's roles and of the log")
    @GetMapping(value = MANUFACTURER + "/signing-keys", produces = MediaType.APPLICATION_JSON_VALUE)
    Mono<byte[]> signingKeys(@PathVariable("m") String manufacturer) {
        return keys.publicKeys(manufacturer).map(online -> Json.compact(online.toJson()));
    }

    @Operation(summary = "Take over metadata and policies that were signed offline")
    @PutMapping(MANUFACTURER + "/repository/offline")
    Mono<Accepted> offline(@Acting Actor actor, @PathVariable("m") String manufacturer, ServerHttpRequest request) {
        return LimitedBody.read(request.getBody(), "upload", OfflineUpload.MAX_BYTES)
                .flatMap(body -> offline.accept(actor, manufacturer, body))
                .map(Accepted::new);
    }

    @Operation(summary = "Sign a release whose evidence is complete")
    @PostMapping(RELEASE + "/signing")
    Mono<Outcome> sign(
            @Acting Actor actor,
            @PathVariable("m") String manufacturer,
            @PathVariable("p") String product,
            @PathVariable("v") String version) {
        return signing.sign(actor, manufacturer, new ReleaseId(product, version))
                .map(Outcome::of);
    }

    @Operation(summary = "Publish a signed release")
    @PostMapping(RELEASE + "/publication")
    Mono<Outcome> publish(
            @Acting Actor actor,
            @PathVariable("m") String manufacturer,
            @PathVariable("p") String product,
            @PathVariable("v") String version) {
        return publications
                .publish(actor, manufacturer, new ReleaseId(product, version))
                .map(Outcome::of);
    }

    @Operation(summary = "Withdraw a release; devices no longer find it")
    @PostMapping(RELEASE + "/withdrawal")
    Mono<Outcome> withdraw(
            @Acting Actor actor,
            @PathVariable("m") String manufacturer,
            @PathVariable("p") String product,
            @PathVariable("v") String version,
            @RequestBody Reason reason) {
        String text = Fields.text("reason", reason.reason(), MAX_REASON);
        return publications
                .withdraw(actor, manufacturer, new ReleaseId(product, version), text)
                .map(Outcome::of);
    }
}
