package io.suture.server.identity;

import io.suture.server.problem.Fields;
import io.suture.trust.digest.Digest;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Re-authentication for one signature (21 CFR 11.200(a)). */
@RestController
class StepUpController {

    private static final String ATTEMPT = "step-up";
    private static final String SIGNED_ASSERTION = "signed-assertion";

    private final Assertions assertions;
    private final StepUpRecords records;
    private final FailedAttempts failures;
    private final IdentitySettings settings;
    private final Clock clock;

    StepUpController(
            Assertions assertions,
            StepUpRecords records,
            FailedAttempts failures,
            IdentitySettings settings,
            Clock clock) {
        this.assertions = assertions;
        this.records = records;
        this.failures = failures;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * A proof for one signature.
     *
     * @param binding what the proof is for, as the server gave it
     * @param assertion JWT {@code step-up+jwt} of the person's key with the claim {@code binding}
     */
    record Proof(@Nullable String binding, @Nullable String assertion) {}

    /** What was kept, and until when it can be used. */
    record Kept(String method, Instant at, Instant expiresAt) {

        static Kept of(StepUp stepUp) {
            return new Kept(stepUp.method(), stepUp.at(), stepUp.at().plus(StepUp.MAX_AGE));
        }
    }

    @Operation(summary = "Prove who you are for one signature")
    @PostMapping("/api/v1/step-up")
    @ResponseStatus(HttpStatus.CREATED)
    Mono<Kept> stepUp(@Acting Actor actor, @RequestBody Proof proof) {
        Digest binding = digest(Fields.required("binding", proof.binding()));
        String assertion = Fields.required("assertion", proof.assertion());
        return Mono.defer(() -> verify(actor, binding, assertion))
                .onErrorResume(
                        AssertionRefusedException.class,
                        refused -> failures.report(actor, ATTEMPT, refused.reason())
                                .then(Mono.error(refused)))
                .flatMap(fresh -> records.put(actor, binding, fresh))
                .map(Kept::of);
    }

    private Mono<StepUp> verify(Actor actor, Digest binding, String text) {
        Assertion assertion = Assertion.parse(text, Assertion.Purpose.STEP_UP, settings.audience(), clock.instant());
        if (!assertion.person().equals(actor.id())) {
            throw Assertion.refused("person");
        }
        if (!assertion.claim("binding").equals(Optional.of(binding.toString()))) {
            throw Assertion.refused("binding");
        }
        return assertions.verify(assertion).thenReturn(new StepUp(SIGNED_ASSERTION, assertion.issuedAt()));
    }

    private static Digest digest(String text) {
        try {
            return Digest.parse(text);
        } catch (IllegalArgumentException e) {
            throw Fields.invalid("binding", "must be sha256:<hex>");
        }
    }
}
