package io.suture.server.evidence;

import io.suture.server.identity.Acting;
import io.suture.server.identity.Actor;
import io.suture.server.identity.PersonKeyRecord;
import io.suture.server.identity.PersonKeys;
import io.suture.server.problem.CommonRefusal.NotFound;
import io.suture.server.problem.LimitedBody;
import io.suture.trust.attest.QualityApproval;
import io.suture.trust.digest.Digest;
import io.suture.trust.dsse.Passkey;
import io.suture.trust.release.ReleaseId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Approvals over HTTP: look, prove who you are, sign. */
@RestController
@RequestMapping("/api/v1/manufacturers/{m}/releases/{p}/{v}/approvals")
class ApprovalController {

    private final ApprovalOpening opening;
    private final ApprovalSigning signing;
    private final PersonKeys keys;

    ApprovalController(ApprovalOpening opening, ApprovalSigning signing, PersonKeys keys) {
        this.opening = opening;
        this.signing = signing;
        this.keys = keys;
    }

    /** What the person wants to sign. */
    record Request(
            @Nullable String meaning,
            @Nullable String role,
            @Nullable String reason,
            @Nullable String method) {

        ApprovalRequest checked() {
            return ApprovalRequest.of(meaning, role, reason, method);
        }
    }

    /** What a browser needs to sign with a passkey. */
    record Ceremony(String payloadType, String payload, String challenge, List<String> credentialIds, String rpId) {

        static Ceremony of(PendingApproval.Challenge challenge, List<Passkey> passkeys) {
            return new Ceremony(
                    challenge.payloadType(),
                    challenge.payload(),
                    challenge.value(),
                    passkeys.stream().map(Passkey::credentialId).toList(),
                    passkeys.getFirst().rpId());
        }
    }

    /** What will be signed. */
    record Opened(
            String id,
            String manifest,
            List<String> evidence,
            String evidenceSet,
            String meaning,
            String role,
            String reason,
            String binding,
            Instant createdAt,
            Instant expiresAt,
            Optional<Ceremony> passkey) {

        static Opened of(PendingApproval pending, List<Passkey> passkeys) {
            return new Opened(
                    pending.id().toString(),
                    pending.manifest().toString(),
                    pending.evidence().stream().map(Digest::toString).toList(),
                    pending.evidenceSet().toString(),
                    pending.request().meaning().json(),
                    pending.request().role().code(),
                    pending.request().reason(),
                    pending.binding().toString(),
                    pending.createdAt(),
                    pending.expiresAt(),
                    pending.statement().map(statement -> Ceremony.of(pending.challenge(), passkeys)));
        }
    }

    @Operation(summary = "Open an approval: what will be signed, frozen for a few minutes")
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Mono<Opened> open(
            @Acting Actor actor,
            @PathVariable("m") String manufacturer,
            @PathVariable("p") String product,
            @PathVariable("v") String version,
            @RequestBody Request body) {
        return opening.open(manufacturer, new ReleaseId(product, version), body.checked(), actor)
                .zipWith(keys.passkeys(actor.id())
                        .map(PersonKeyRecord::passkey)
                        .flatMap(Mono::justOrEmpty)
                        .collectList())
                .map(both -> Opened.of(both.getT1(), both.getT2()));
    }

    @Operation(summary = "Sign an open approval: the body is a DSSE envelope")
    @PostMapping("/{approval}/signature")
    Mono<ResponseEntity<EvidenceController.Accepted>> sign(
            @Acting Actor actor,
            @PathVariable("m") String manufacturer,
            @PathVariable("p") String product,
            @PathVariable("v") String version,
            @PathVariable("approval") String approval,
            @Parameter(hidden = true) ServerHttpRequest request) {
        UUID id = id(approval);
        return LimitedBody.read(request.getBody(), "envelope", Attestation.LIMITS.maxBytes())
                .flatMap(envelope -> signing.sign(manufacturer, new ReleaseId(product, version), id, envelope, actor))
                .map(ApprovalController::answer);
    }

    private static ResponseEntity<EvidenceController.Accepted> answer(ApprovalSigning.Outcome outcome) {
        return ResponseEntity.status(outcome.added() ? HttpStatus.CREATED : HttpStatus.OK)
                .body(new EvidenceController.Accepted(
                        outcome.evidence().toString(),
                        QualityApproval.TYPE,
                        outcome.added(),
                        outcome.state().code()));
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new NotFound("approval").refused();
        }
    }
}
