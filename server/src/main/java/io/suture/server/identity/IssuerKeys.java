package io.suture.server.identity;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The issuer's published keys. They are read again when a token names one that is not known, and when they are old, but
 * never more often than {@link #PAUSE} allows, whatever tokens name. While the issuer is down those of before count, up to
 * {@link #OLDEST}.
 */
final class IssuerKeys {

    /** Between two readings. */
    static final Duration PAUSE = Duration.ofSeconds(30);

    /** When keys are read again although no token asks for another. */
    static final Duration FRESH = Duration.ofMinutes(10);

    /** How long keys count while the issuer does not answer. */
    static final Duration OLDEST = Duration.ofHours(24);

    private static final Logger log = LoggerFactory.getLogger(IssuerKeys.class);

    private final Supplier<Mono<JWKSet>> read;
    private final Clock clock;
    private final AtomicReference<State> state = new AtomicReference<>(new State(List.of(), Instant.MIN, Instant.MIN));

    IssuerKeys(Supplier<Mono<JWKSet>> read, Clock clock) {
        this.read = read;
        this.clock = clock;
    }

    /** Keys, when they were read, and when that was last tried. */
    private record State(List<JWK> keys, Instant readAt, Instant triedAt) {

        boolean has(String kid) {
            return keys.stream().anyMatch(key -> kid.equals(key.getKeyID()));
        }

        boolean isOlderThan(Duration age, Instant now) {
            return readAt.equals(Instant.MIN) || readAt.plus(age).isBefore(now);
        }

        boolean mayTry(Instant now) {
            return triedAt.equals(Instant.MIN) || !triedAt.plus(PAUSE).isAfter(now);
        }
    }

    /** Return the keys that may have signed the token; fails if none are known at all. */
    Flux<JWK> of(SignedJWT token) {
        String kid = token.getHeader().getKeyID();
        return Mono.defer(() -> refreshed(kid)).flatMapIterable(current -> usable(current, clock.instant()));
    }

    private static List<JWK> usable(State current, Instant now) {
        if (current.isOlderThan(OLDEST, now)) {
            throw new IssuerSilentException();
        }
        return current.keys();
    }

    private Mono<State> refreshed(@Nullable String kid) {
        Instant now = clock.instant();
        State old = state.get();
        boolean wanted = old.isOlderThan(FRESH, now) || (kid != null && !old.has(kid));
        State trying = new State(old.keys(), old.readAt(), now);
        // One request reads; the others go on with what is known.
        return wanted && old.mayTry(now) && state.compareAndSet(old, trying) ? refresh(trying, now) : Mono.just(old);
    }

    private Mono<State> refresh(State trying, Instant now) {
        return read.get()
                .map(set -> new State(set.toPublicJWKSet().getKeys(), now, now))
                .doOnNext(state::set)
                .onErrorResume(failure -> {
                    log.warn("the issuer's keys cannot be read: {}", failure.toString());
                    return Mono.just(trying);
                });
    }
}
