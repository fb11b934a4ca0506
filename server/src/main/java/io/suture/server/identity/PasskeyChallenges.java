package io.suture.server.identity;

import io.suture.server.database.Rows;
import io.suture.trust.dsse.WebAuthn;
import io.suture.trust.json.CanonicalJson;
import io.suture.trust.json.JsonObject;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Challenges for what is not a statement: registration and sign-in. A challenge is made like that of a statement, from a
 * payload of a type of its own, hence no assertion for one can be taken for another.
 */
@Component
class PasskeyChallenges {

    /** How long a person may take. */
    static final Duration LIFE = Duration.ofMinutes(2);

    /** The payload type, which is no statement's. */
    static final String PAYLOAD_TYPE = "application/vnd.suture.passkey-challenge+json";

    private static final int NONCE = 32;

    private final DatabaseClient database;
    private final Clock clock;
    private final SecureRandom random;

    PasskeyChallenges(DatabaseClient database, Clock clock, SecureRandom random) {
        this.database = database;
        this.clock = clock;
        this.random = random;
    }

    /** What an assertion is for. */
    enum Purpose {
        REGISTRATION,
        SIGN_IN;

        String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Return a payload whose challenge is good for one answer; forgets those that ended. */
    Mono<byte[]> give(Purpose purpose, Optional<String> person) {
        byte[] payload = payload(purpose, person);
        return database.sql("delete from passkey_challenge where expires_at < :now")
                .bind("now", clock.instant())
                .then()
                .then(database.sql("""
                                insert into passkey_challenge (challenge, purpose, person, expires_at)
                                values (:challenge, :purpose, :person, :expires)
                                """)
                        .bind("challenge", WebAuthn.challenge(PAYLOAD_TYPE, payload))
                        .bind("purpose", purpose.code())
                        .bind("person", Rows.nullable(person.orElse(null)))
                        .bind("expires", clock.instant().plus(LIFE))
                        .then())
                .thenReturn(payload);
    }

    private byte[] payload(Purpose purpose, Optional<String> person) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        JsonObject.Builder json = JsonObject.builder()
                .put("nonce", Base64.getUrlEncoder().withoutPadding().encodeToString(nonce))
                .put("purpose", purpose.code());
        person.ifPresent(id -> json.put("person", id));
        return CanonicalJson.rfc8785(json.build());
    }

    /** Use a challenge up; empty when it was not given for this, was used, or ended. */
    Mono<Boolean> take(Purpose purpose, Optional<String> person, byte[] payload) {
        return database.sql("""
                        delete from passkey_challenge where challenge = :challenge and purpose = :purpose
                            and person is not distinct from :person and expires_at > :now
                        """)
                .bind("challenge", WebAuthn.challenge(PAYLOAD_TYPE, payload))
                .bind("purpose", purpose.code())
                .bind("person", Rows.nullable(person.orElse(null)))
                .bind("now", clock.instant())
                .fetch()
                .rowsUpdated()
                .filter(rows -> rows == 1)
                .map(rows -> true);
    }
}
