package io.suture.server.identity;

import io.suture.server.audit.AuditEvent;
import io.suture.server.identity.PasskeyChallenges.Purpose;
import io.suture.server.identity.PersonKeyRecord.Validity;
import io.suture.server.problem.RefusedException;
import io.suture.trust.dsse.Envelope;
import io.suture.trust.dsse.Passkey;
import io.suture.trust.json.JsonObject;
import io.suture.trust.key.PublicKey;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Registers passkeys and signs people in with them; what devices verify is verified here by the same code. */
@Component
class PasskeyDesk {

    private static final String ATTEMPT = "passkey-sign-in";

    private final PasskeyChallenges challenges;
    private final PasskeyOrigin origin;
    private final Passkeys counters;
    private final PersonKeyTable keys;
    private final PersonKeyChanges changes;
    private final PeopleTable people;
    private final Sessions sessions;
    private final FailedAttempts failures;
    private final TransactionalOperator transaction;
    private final Clock clock;

    PasskeyDesk(
            PasskeyChallenges challenges,
            PasskeyOrigin origin,
            Passkeys counters,
            PersonKeyTable keys,
            PersonKeyChanges changes,
            PeopleTable people,
            Sessions sessions,
            FailedAttempts failures,
            TransactionalOperator transaction,
            Clock clock) {
        this.challenges = challenges;
        this.origin = origin;
        this.counters = counters;
        this.keys = keys;
        this.changes = changes;
        this.people = people;
        this.sessions = sessions;
        this.failures = failures;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Register a new passkey of its owner, pending. Possession is proved by an assertion that the new credential makes
     * at once; what the browser says of the authenticator's make is not asked for and not believed.
     */
    Mono<PersonKeyRecord> register(Actor actor, Person owner, PublicKey key, PasskeyAssertion assertion) {
        Passkey passkey = origin.credential(assertion.checkedCredential());
        Instant now = clock.instant();
        PersonKeyRecord record = PersonKeyRecord.pending(
                owner, key, Optional.of(passkey), new Validity(now, Optional.empty()), actor.id(), now);
        Envelope envelope = assertion.envelope();
        return challenges
                .take(Purpose.REGISTRATION, Optional.of(actor.id()), envelope.payload())
                .filter(taken -> record.signed(envelope))
                .switchIfEmpty(Mono.error(() -> Assertion.refused("signature")))
                .then(Mono.defer(() -> changes.add(owner, record, actor)))
                .delayUntil(added -> counters.advance(added, envelope))
                .as(transaction::transactional);
    }

    /** Sign in whoever's active passkey answers the challenge; every refusal looks the same. */
    Mono<ResponseCookie> signIn(PasskeyAssertion assertion) {
        String credential = assertion.checkedCredential();
        Envelope envelope = assertion.envelope();
        return challenges
                .take(Purpose.SIGN_IN, Optional.empty(), envelope.payload())
                .flatMap(taken -> keys.byCredential(credential))
                .filter(key -> key.isUsableAt(clock.instant()) && key.signed(envelope))
                .delayUntil(key -> counters.advance(key, envelope))
                .flatMap(key -> people.findActive(key.person()))
                .switchIfEmpty(Mono.error(() -> Assertion.refused("signature")))
                .flatMap(person -> sessions.open(person.actor(), "passkey"))
                .as(transaction::transactional)
                .onErrorResume(
                        AssertionRefusedException.class,
                        refused -> report(credential, refused.reason()).then(Mono.error(refused)))
                .onErrorResume(
                        RefusedException.class,
                        refused -> report(credential, refused.refusal().type().code())
                                .then(Mono.error(refused)));
    }

    private Mono<Void> report(String credential, String reason) {
        JsonObject unknown = JsonObject.builder()
                .put("id", "_unknown")
                .put("credentialId", credential)
                .build();
        return keys.byCredential(credential)
                .flatMap(key -> people.find(key.person()))
                .map(person -> Optional.of(person.actor()))
                .defaultIfEmpty(Optional.empty())
                .flatMap(owner -> owner.map(actor -> failures.report(actor, ATTEMPT, reason))
                        .orElseGet(() -> failures.report(AuditEvent.PLATFORM, unknown, ATTEMPT, reason)));
    }
}
