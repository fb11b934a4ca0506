package io.suture.server.evidence;

import io.suture.server.identity.Acting;
import io.suture.server.identity.Actor;
import io.suture.server.problem.LimitedBody;
import io.suture.server.release.Releases;
import io.suture.trust.json.Json;
import io.suture.trust.release.ReleaseId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Evidence over HTTP. */
@RestController
@RequestMapping("/api/v1/manufacturers/{m}/releases/{p}/{v}")
class EvidenceController {

    private static final MediaType JSON_LINES = MediaType.parseMediaType("application/jsonl");

    private final EvidenceIntake intake;
    private final EvidenceStore store;
    private final Blockers blockers;
    private final Releases releases;

    EvidenceController(EvidenceIntake intake, EvidenceStore store, Blockers blockers, Releases releases) {
        this.intake = intake;
        this.store = store;
        this.blockers = blockers;
        this.releases = releases;
    }

    /** What became of an envelope. */
    record Accepted(String evidence, String predicate, boolean added, String state) {}

    @Operation(summary = "Add evidence: the body is a DSSE envelope signed by the authenticated person")
    @PostMapping("/evidence")
    Mono<ResponseEntity<Accepted>> add(
            @Acting Actor actor,
            @PathVariable("m") String manufacturer,
            @PathVariable("p") String product,
            @PathVariable("v") String version,
            @Parameter(hidden = true) ServerHttpRequest request) {
        int limit = Attestation.LIMITS.maxBytes();
        return LimitedBody.read(request.getBody(), "envelope", limit)
                .map(body -> Attestation.parse(body, actor.id()))
                .flatMap(attestation -> intake.take(manufacturer, new ReleaseId(product, version), attestation, actor)
                        .map(taken -> answer(attestation, taken)));
    }

    private static ResponseEntity<Accepted> answer(Attestation attestation, EvidenceIntake.Taken taken) {
        return ResponseEntity.status(taken.added() ? HttpStatus.CREATED : HttpStatus.OK)
                .body(new Accepted(
                        attestation.digest().toString(),
                        attestation.claim().type(),
                        taken.added(),
                        taken.state().code()));
    }

    @Operation(summary = "Read the evidence: one DSSE envelope a line")
    @GetMapping("/evidence")
    Mono<ResponseEntity<byte[]>> read(
            @PathVariable("m") String manufacturer,
            @PathVariable("p") String product,
            @PathVariable("v") String version) {
        ReleaseId id = new ReleaseId(product, version);
        return releases.find(manufacturer, id)
                .flatMap(release -> store.jsonl(manufacturer, id))
                .map(lines -> ResponseEntity.ok().contentType(JSON_LINES).body(lines));
    }

    @Operation(summary = "What stops this release, and who resolves it with which command")
    @GetMapping(path = "/blockers", produces = MediaType.APPLICATION_JSON_VALUE)
    Mono<byte[]> blockers(
            @PathVariable("m") String manufacturer,
            @PathVariable("p") String product,
            @PathVariable("v") String version) {
        return blockers.of(manufacturer, new ReleaseId(product, version)).map(Json::compact);
    }
}
