package io.suture.server.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.JwtException;
import reactor.core.publisher.Mono;

/** The issuer is down, rotates its keys, or is asked for unknown keys: reliability.md C4. */
class IssuerKeysTest {

    private final List<JWK> published = new ArrayList<>(List.of(key("first")));
    private final Ticking clock = new Ticking();
    private final IssuerKeys keys = new IssuerKeys(this::read, clock);
    private int reads;
    private boolean down;

    private static final class Ticking extends Clock {

        private Instant now = Instant.parse("2026-01-01T00:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }

        void pass(Duration time) {
            now = now.plus(time);
        }
    }

    private Mono<JWKSet> read() {
        reads++;
        return down ? Mono.error(new IllegalStateException("down")) : Mono.just(new JWKSet(List.copyOf(published)));
    }

    private static ECKey key(String kid) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(kid).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> of(String kid) {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(kid).build(), new JWTClaimsSet.Builder().build());
        return keys.of(token).map(JWK::getKeyID).collectList().blockOptional().orElseThrow();
    }

    @Test
    void whenTokensNameUnknownKeysThenTheIssuerIsReadOnceAPause() {
        of("first");
        for (int i = 0; i < 1000; i++) {
            assertThat(of("unknown-" + i)).containsExactly("first");
        }
        assertThat(reads).isEqualTo(1);
        clock.pass(IssuerKeys.PAUSE.minusSeconds(1));
        of("unknown");
        assertThat(reads).isEqualTo(1);
        clock.pass(Duration.ofSeconds(1));
        of("unknown");
        of("unknown");
        assertThat(reads).isEqualTo(2);
    }

    @Test
    void whenIssuerRotatesThenTheNewKeyCountsAfterThePauseAndTheOldOneNoMore() {
        of("first");
        published.set(0, key("second"));
        clock.pass(IssuerKeys.PAUSE);
        assertThat(of("second")).containsExactly("second");
        assertThat(of("first")).containsExactly("second");
    }

    @Test
    void whenNoTokenAsksThenKeysAreStillReadAgainInTime() {
        of("first");
        published.set(0, key("second"));
        clock.pass(IssuerKeys.FRESH);
        assertThat(of("first")).containsExactly("first");
        clock.pass(Duration.ofSeconds(1));
        assertThat(of("first")).containsExactly("second");
    }

    @Test
    void whenIssuerIsDownThenItsKeysCountForADayAndNoLonger() {
        of("first");
        down = true;
        clock.pass(IssuerKeys.OLDEST);
        assertThat(of("first")).containsExactly("first");
        clock.pass(Duration.ofSeconds(1));
        assertThatThrownBy(() -> of("first")).isInstanceOf(JwtException.class);
    }

    @Test
    void whenIssuerWasNeverReachedThenNothingCountsUntilItAnswers() {
        down = true;
        assertThatThrownBy(() -> of("first")).isInstanceOf(JwtException.class);
        down = false;
        assertThatThrownBy(() -> of("first")).isInstanceOf(JwtException.class);
        clock.pass(IssuerKeys.PAUSE);
        assertThat(of("first")).containsExactly("first");
    }
}
