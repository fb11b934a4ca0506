package io.suture.server.identity;

import io.suture.server.problem.PlainRefusal;
import io.suture.server.problem.ProblemType;
import io.suture.trust.dsse.Envelope;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * The signature counters of passkeys (WebAuthn Level 3 section 6.1.1). An authenticator that counts never gives a number
 * twice; a smaller one means that somebody has a copy of it.
 */
@Component
public class Passkeys {

    /** After the hash of the relying party and the flags; verified data are long enough (WebAuthn 6.1). */
    private static final int COUNTER_AT = 33;

    private final DatabaseClient database;

    Passkeys(DatabaseClient database) {
        this.database = database;
    }

    /** Move the counter to that of a verified assertion, inside the caller's transaction; refuses a copy. */
    public Mono<Void> advance(PersonKeyRecord key, Envelope assertion) {
        return Mono.justOrEmpty(counter(assertion))
                .flatMap(counter -> move(key, counter))
                .filter(moved -> moved)
                .switchIfEmpty(Mono.error(() -> new PlainRefusal(
                                ProblemType.KEY_NOT_AUTHORISED,
                                "The security key's counter went back: somebody may have a copy of it.")
                        .refused()))
                .then();
    }

    private static Optional<Long> counter(Envelope assertion) {
        return assertion
                .signatures()
                .getFirst()
                .webauthn()
                .map(data -> Integer.toUnsignedLong(
                        ByteBuffer.wrap(data.authenticatorData()).getInt(COUNTER_AT)));
    }

    /** Zero stays zero: such an authenticator does not count. */
    private Mono<Boolean> move(PersonKeyRecord key, long counter) {
        return database.sql("""
                        insert into passkey_counter (fingerprint, counter) values (:fingerprint, :counter)
                        on conflict (fingerprint) do update set counter = excluded.counter
                        where passkey_counter.counter < excluded.counter
                            or (passkey_counter.counter = 0 and excluded.counter = 0)
                        """)
                .bind("fingerprint", key.fingerprint().hex())
                .bind("counter", counter)
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }
}
