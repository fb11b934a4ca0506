package io.suture.server.identity;

import io.suture.server.problem.Fields;
import io.suture.trust.digest.Digest;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Re-authentication for one signature (21 CFR 11.200(a)). */
@RestController
class StepUpController {

    private final StepUpProofs proofs;
    private final StepUpRecords records;

    StepUpController(StepUpProofs proofs, StepUpRecords records) {
        this.proofs = proofs;
        this.records = records;
    }

    /**
     * A proof for one signature, of one of three kinds.
     *
     * @param binding what the proof is for, as the server gave it
     * @param assertion JWT {@code step-up+jwt} of the person's key with the claim {@code binding}
     * @param password password of the person's local account, together with {@code totp}
     * @param token access token of a sign-in at the OpenID Connect issuer just now
     */
    record Proof(
            @Nullable String binding,
            @Nullable String assertion,
            @Nullable String password,
            @Nullable String totp,
            @Nullable String token) {

        @Override
        public String toString() {
            return "Proof for " + binding;
        }
    }

    /** What was kept, and until when it can be used. */
    record Kept(String method, Instant at, Instant expiresAt) {

        static Kept of(StepUp stepUp) {
            return new Kept(stepUp.method(), stepUp.at(), stepUp.at().plus(StepUp.MAX_AGE));
        }
    }

    @Operation(summary = "Prove who you are for one signature")
    @PostMapping("/api/v1/step-up")
    @ResponseStatus(HttpStatus.CREATED)
    Mono<Kept> stepUp(@Acting Actor actor, @RequestBody Proof proof, ServerHttpRequest request) {
        Digest binding = digest(Fields.required("binding", proof.binding()));
        return verify(actor, binding, proof, request)
                .flatMap(fresh -> records.put(actor, binding, fresh))
                .map(Kept::of);
    }

    private Mono<StepUp> verify(Actor actor, Digest binding, Proof proof, ServerHttpRequest request) {
        if (proof.password() != null) {
            String totp = Fields.required("totp", proof.totp());
            return proofs.password(actor, proof.password(), totp, Optional.ofNullable(request.getRemoteAddress()));
        }
        return proof.token() != null
                ? proofs.token(actor, proof.token())
                : proofs.assertion(actor, binding, Fields.required("assertion", proof.assertion()));
    }

    private static Digest digest(String text) {
        try {
            return Digest.parse(text);
        } catch (IllegalArgumentException e) {
            throw Fields.invalid("binding", "must be sha256:<hex>");
        }
    }
}
