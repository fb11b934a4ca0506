package io.suture.server.signing;

import io.suture.server.identity.Acting;
import io.suture.server.identity.Actor;
import io.suture.server.problem.LimitedBody;
import io.suture.server.problem.Reason;
import io.suture.server.release.Release;
import io.suture.server.signing.KeyRegistry.Rotation;
import io.suture.trust.json.Json;
import io.suture.trust.release.ReleaseId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.time.Instant;
import java.util.Map;
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
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Signing keys, offline metadata, and the steps that change what devices see. */
@RestController
class SigningController {

    private static final String MANUFACTURER = "/api/v1/manufacturers/{m}";
    private static final String RELEASE = MANUFACTURER + "/releases/{p}/{v}";

    private final KeyRegistry keys;
    private final OfflineRepository offline;
    private final ReleaseSigning signing;
    private final Publications publications;
    private final SigningEventTable events;

    SigningController(
            KeyRegistry keys,
            OfflineRepository offline,
            ReleaseSigning signing,
            Publications publications,
            SigningEventTable events) {
        this.keys = keys;
        this.offline = offline;
        this.signing = signing;
        this.publications = publications;
        this.events = events;
    }

    /** Where a release is now, and the event whose signatures devices wait for. */
    record Outcome(String product, String version, String state, Instant changedAt, Optional<String> signingEvent) {

        static Outcome of(Release release, Optional<SigningEvent> event) {
            return new Outcome(
                    release.id().product(),
                    release.id().version(),
                    release.state().code(),
                    release.changedAt(),
                    event.map(open -> open.id().toString()));
        }
    }

    /** The versions that count now, by role. */
    record Accepted(Map<String, Long> versions) {}

    @Operation(
            summary = "Read the public keys of the server's roles, of the director and of the log",
            description =
                    "What a key ceremony needs: products by role name, director for policy/director.json, the log's "
                            + "origin and verifier key for policy/log.json.")
    @GetMapping(value = MANUFACTURER + "/signing-keys", produces = MediaType.APPLICATION_JSON_VALUE)
    Mono<byte[]> signingKeys(@PathVariable("m") String manufacturer) {
        return keys.publicKeys(manufacturer).map(online -> Json.compact(online.toJson()));
    }

    /** Why a role gets a new key, and whether the earlier ones are lost to somebody. */
    record NewKey(@Nullable String reason, @Nullable Boolean compromised) {}

    @Operation(
            summary = "Make one more online key of a role",
            description =
                    "It signs nothing until a key ceremony puts it into force: snapshot and timestamp by a new root, a "
                            + "product by new targets, the director by a new policy. With compromised=true no earlier key of the "
                            + "role can be put into force any more. Answers the public keys for the ceremony.")
    @PostMapping(value = MANUFACTURER + "/signing-keys/{role}/rotation", produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    Mono<byte[]> rotate(
            @Acting Actor actor,
            @PathVariable("m") String manufacturer,
            @PathVariable("role") String role,
            @RequestBody NewKey body) {
        String reason = Reason.checked(body.reason());
        Rotation rotation = new Rotation(role, Boolean.TRUE.equals(body.compromised()), reason);
        return keys.rotate(actor, manufacturer, rotation).map(online -> Json.compact(online.toJson()));
    }

    @Operation(
            summary = "Take over metadata and policies that were signed offline",
            description =
                    "Refused unless policy/log.json names the server's log key and policy/director.json the server's "
                            + "director key, with threshold 1. A log policy that takes the places in the log from the "
                            + "evidence of signed releases is refused with releases-stranded unless the member "
                            + "acceptStranded of the upload names each of them, for example GW2/3.1.1.")
    @PutMapping(MANUFACTURER + "/repository/offline")
    Mono<Accepted> offline(@Acting Actor actor, @PathVariable("m") String manufacturer, ServerHttpRequest request) {
        return LimitedBody.read(request.getBody(), "upload", OfflineUpload.MAX_BYTES)
                .flatMap(body -> offline.accept(actor, manufacturer, body))
                .map(Accepted::new);
    }

    @Operation(
            summary = "Sign a release whose evidence is complete",
            responses = {
                @ApiResponse(responseCode = "200", description = "It is signed."),
                @ApiResponse(responseCode = "202", description = "A signing event awaits people's signatures.")
            })
    @PostMapping(RELEASE + "/signing")
    Mono<ResponseEntity<Outcome>> sign(
            @Acting Actor actor,
            @PathVariable("m") String manufacturer,
            @PathVariable("p") String product,
            @PathVariable("v") String version) {
        return signing.sign(actor, manufacturer, new ReleaseId(product, version))
                .map(result -> ResponseEntity.status(result.event().isPresent() ? HttpStatus.ACCEPTED : HttpStatus.OK)
                        .body(Outcome.of(result.release(), result.event())));
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
                .flatMap(this::outcome);
    }

    @Operation(summary = "Withdraw a release; devices no longer find it")
    @PostMapping(RELEASE + "/withdrawal")
    Mono<Outcome> withdraw(
            @Acting Actor actor,
            @PathVariable("m") String manufacturer,
            @PathVariable("p") String product,
            @PathVariable("v") String version,
            @RequestBody Reason reason) {
        String text = reason.checked();
        return publications
                .withdraw(actor, manufacturer, new ReleaseId(product, version), text)
                .flatMap(this::outcome);
    }

    private Mono<Outcome> outcome(Release release) {
        return events.open(release.manufacturer(), release.id().product())
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .map(event -> Outcome.of(release, event));
    }
}
