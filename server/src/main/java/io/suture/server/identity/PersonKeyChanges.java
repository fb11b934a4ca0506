package io.suture.server.identity;

import io.suture.server.audit.AuditTrail;
import io.suture.server.identity.PersonKeyRecord.Revocation;
import io.suture.server.identity.PersonKeyRecord.State;
import io.suture.server.problem.CommonRefusal.AlreadyExists;
import io.suture.server.problem.CommonRefusal.NotFound;
import io.suture.server.problem.CommonRefusal.NotPermitted;
import io.suture.server.problem.PlainRefusal;
import io.suture.server.problem.ProblemType;
import io.suture.server.problem.Refusal;
import io.suture.trust.digest.Digest;
import io.suture.trust.gate.GateLimits;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Adds, approves and revokes people's keys, each with its audit event in one transaction. A further key is a credential
 * reset: it counts only when a second person approved it, so that nobody, not even an administrator, can give
 * themselves the signature of somebody else (21 CFR 11.200(a)(3)).
 */
@Component
class PersonKeyChanges {

    static final int MAX_KEYS = GateLimits.KEYS;

    private final PeopleTable people;
    private final PersonKeyTable keys;
    private final AuditTrail audit;
    private final TransactionalOperator transaction;
    private final Clock clock;

    PersonKeyChanges(
            PeopleTable people, PersonKeyTable keys, AuditTrail audit, TransactionalOperator transaction, Clock clock) {
        this.people = people;
        this.keys = keys;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Return a person of a manufacturer; fails with {@code not-found}. */
    Mono<Person> person(String manufacturer, String id) {
        return people.find(id)
                .filter(person -> person.actor().manufacturer().equals(Optional.of(manufacturer)))
                .switchIfEmpty(Mono.error(() -> new NotFound("person").refused()));
    }

    /** Register a pending key for its owner. */
    Mono<PersonKeyRecord> add(Person owner, PersonKeyRecord key, Actor by) {
        if (!isOwnerOrAdmin(owner, by)) {
            return refuse(owner, key.fingerprint(), by, "add", notYours());
        }
        return roomFor(owner)
                .then(Mono.defer(() -> audit.append(PersonKeyEvents.added(owner, key, by))))
                .flatMap(event -> keys.insert(key, event))
                .thenReturn(key)
                .as(transaction::transactional)
                .onErrorMap(
                        DuplicateKeyException.class,
                        taken -> new AlreadyExists("key", key.fingerprint().toString()).refused());
    }

    /** As many keys as {@code people.json} can carry. */
    private Mono<Void> roomFor(Person owner) {
        return keys.of(owner.actor().id())
                .count()
                .flatMap(count -> count < MAX_KEYS
                        ? Mono.empty()
                        : Mono.error(
                                new PlainRefusal(ProblemType.CONFLICT, "A person has at most " + MAX_KEYS + " keys.")
                                        .refused()));
    }

    /** Approve a pending key as the second person. */
    Mono<Void> approve(Person owner, Digest fingerprint, Actor by) {
        return keys.lock(owner.actor().id(), fingerprint)
                .switchIfEmpty(Mono.error(() -> new NotFound("key").refused()))
                .flatMap(key -> approve(owner, key, by))
                .as(transaction::transactional);
    }

    private Mono<Void> approve(Person owner, PersonKeyRecord key, Actor by) {
        if (key.state() != State.PENDING) {
            return refuse(owner, key.fingerprint(), by, "approve", conflict(key.state()));
        }
        if (!owner.active()) {
            return refuse(owner, key.fingerprint(), by, "approve", deactivated());
        }
        if (by.id().equals(owner.actor().id()) || by.id().equals(key.registeredBy())) {
            return refuse(owner, key.fingerprint(), by, "approve", secondPerson());
        }
        return audit.append(PersonKeyEvents.approved(owner, key, by))
                .flatMap(event -> keys.approve(key.fingerprint(), by.id(), clock.instant(), event));
    }

    /** Revoke a key for good; the server's time and log position count. */
    Mono<Void> revoke(Person owner, Digest fingerprint, Actor by, String reason) {
        return keys.lock(owner.actor().id(), fingerprint)
                .switchIfEmpty(Mono.error(() -> new NotFound("key").refused()))
                .flatMap(key -> revoke(owner, key, by, reason))
                .as(transaction::transactional);
    }

    private Mono<Void> revoke(Person owner, PersonKeyRecord key, Actor by, String reason) {
        if (!isOwnerOrAdmin(owner, by)) {
            return refuse(owner, key.fingerprint(), by, "revoke", notYours());
        }
        if (key.state() == State.REVOKED) {
            return refuse(owner, key.fingerprint(), by, "revoke", conflict(key.state()));
        }
        Instant now = clock.instant();
        return audit.append(PersonKeyEvents.revoked(owner, key, by, reason))
                .flatMap(event -> keys.revoke(key.fingerprint(), new Revocation(now, event, reason)));
    }

    private static boolean isOwnerOrAdmin(Person owner, Actor by) {
        return by.id().equals(owner.actor().id()) || by.has(Role.ADMIN);
    }

    private <T> Mono<T> refuse(Person owner, Digest key, Actor by, String action, Refusal refusal) {
        return audit.refusal(PersonKeyEvents.refused(
                        owner, key.toString(), by, action, refusal.type().code()))
                .then(Mono.error(refusal::refused));
    }

    private static Refusal notYours() {
        return new NotPermitted("A person's keys are changed by that person or by an administrator.");
    }

    private static Refusal secondPerson() {
        return new NotPermitted("A key is approved by a second person: neither its owner nor who registered it.");
    }

    private static Refusal deactivated() {
        return new PlainRefusal(ProblemType.CONFLICT, "The person is deactivated.");
    }

    private static Refusal conflict(State state) {
        return new PlainRefusal(ProblemType.CONFLICT, "The key is " + state.code() + ".");
    }
}
