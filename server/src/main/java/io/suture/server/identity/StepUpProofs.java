package io.suture.server.identity;

import io.suture.server.identity.PasswordSignIn.Credentials;
import io.suture.trust.digest.Digest;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The ways in which a person proves anew who they are; every failure is reported. */
@Component
class StepUpProofs {

    private static final String ATTEMPT = "step-up";
    private static final String SIGNED_ASSERTION = "signed-assertion";
    private static final String PASSWORD_TOTP = "password-totp";

    private final Assertions assertions;
    private final PasswordSignIn passwords;
    private final FreshTokens tokens;
    private final FailedAttempts failures;
    private final IdentitySettings settings;
    private final Clock clock;

    StepUpProofs(
            Assertions assertions,
            PasswordSignIn passwords,
            FreshTokens tokens,
            FailedAttempts failures,
            IdentitySettings settings,
            Clock clock) {
        this.assertions = assertions;
        this.passwords = passwords;
        this.tokens = tokens;
        this.failures = failures;
        this.settings = settings;
        this.clock = clock;
    }

    /** The person's key signed that it wants this. */
    Mono<StepUp> assertion(Actor actor, Digest binding, String text) {
        return reported(actor, () -> {
            Assertion assertion =
                    Assertion.parse(text, Assertion.Purpose.STEP_UP, settings.audience(), clock.instant());
            if (!assertion.person().equals(actor.id())) {
                throw Assertion.refused("person");
            }
            if (!assertion.claim("binding").equals(Optional.of(binding.toString()))) {
                throw Assertion.refused("binding");
            }
            return assertions.verify(assertion).thenReturn(new StepUp(SIGNED_ASSERTION, assertion.issuedAt()));
        });
    }

    /** The person knows the password and has the authenticator of the local account. */
    Mono<StepUp> password(Actor actor, String password, String totp, Optional<InetSocketAddress> peer) {
        Credentials credentials = new Credentials(actor.id(), password, totp);
        return passwords
                .verify(credentials, Throttle.Attempt.of(actor.id(), peer), ATTEMPT)
                .map(person -> new StepUp(PASSWORD_TOTP, clock.instant()));
    }

    /** The person signed in at the issuer just now. */
    Mono<StepUp> token(Actor actor, String token) {
        return reported(actor, () -> tokens.verify(actor, token));
    }

    private Mono<StepUp> reported(Actor actor, Supplier<Mono<StepUp>> proof) {
        return Mono.defer(proof)
                .onErrorResume(
                        AssertionRefusedException.class,
                        refused -> failures.report(actor, ATTEMPT, refused.reason())
                                .then(Mono.error(refused)));
    }
}
