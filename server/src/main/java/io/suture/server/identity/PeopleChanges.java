package io.suture.server.identity;

import io.suture.server.audit.AuditEvent;
import io.suture.server.audit.AuditKind;
import io.suture.server.audit.AuditTrail;
import io.suture.server.problem.CommonRefusal.NotFound;
import io.suture.server.problem.CommonRefusal.NotPermitted;
import io.suture.server.problem.PlainRefusal;
import io.suture.server.problem.ProblemType;
import io.suture.trust.json.JsonObject;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Changes what people may do, one change after another. Nobody changes themselves, hence whoever changes the last other
 * administrator is still one.
 */
@Component
class PeopleChanges {

    private final PeopleTable people;
    private final SessionTable sessions;
    private final AuditTrail audit;
    private final TransactionalOperator transaction;

    PeopleChanges(PeopleTable people, SessionTable sessions, AuditTrail audit, TransactionalOperator transaction) {
        this.people = people;
        this.sessions = sessions;
        this.audit = audit;
        this.transaction = transaction;
    }

    /** Give the person other roles. */
    Mono<Person> setRoles(Actor by, String id, Set<Role> roles, String reason) {
        return change(by, id, AuditKind.PERSON_ROLES_CHANGED, reason, person -> RoleRules.check(person.with(roles)));
    }

    /** Deactivate the person for good: refused from the next request on. */
    Mono<Person> deactivate(Actor by, String id, String reason) {
        return change(by, id, AuditKind.PERSON_DEACTIVATED, reason, Person::deactivated)
                .delayUntil(person -> sessions.deleteOf(person.id()))
                .as(transaction::transactional);
    }

    private Mono<Person> change(Actor by, String id, AuditKind kind, String reason, UnaryOperator<Person> change) {
        return people.lockRegistry()
                .then(Mono.defer(() -> stillAdmin(by)))
                .then(Mono.defer(() -> visible(by, id)))
                .flatMap(person -> change(by, person, change.apply(person), kind, reason))
                .as(transaction::transactional);
    }

    private Mono<Person> change(Actor by, Person old, Person changed, AuditKind kind, String reason) {
        if (by.id().equals(old.id())) {
            return Mono.error(new NotPermitted("Nobody changes what they may do themselves.").refused());
        }
        if (!old.active()) {
            return Mono.error(new PlainRefusal(ProblemType.CONFLICT, "The person is deactivated.").refused());
        }
        return audit.append(event(by, old, changed, kind, reason))
                .flatMap(event -> people.update(changed, event))
                .thenReturn(changed);
    }

    /** The one who asks may have lost the role while waiting for the lock. */
    private Mono<Void> stillAdmin(Actor by) {
        return people.findActive(by.id())
                .filter(now -> now.actor().has(Role.ADMIN))
                .switchIfEmpty(Mono.error(() -> new NotPermitted("Your roles do not permit this.").refused()))
                .then();
    }

    /** Return a person whom the administrator or auditor sees; everybody else does not exist. */
    Mono<Person> visible(Actor by, String id) {
        return people.find(id)
                .filter(person -> by.seesPerson(person.actor()))
                .switchIfEmpty(Mono.error(() -> new NotFound("person").refused()));
    }

    private static AuditEvent event(Actor by, Person old, Person changed, AuditKind kind, String reason) {
        JsonObject.Builder detail = JsonObject.builder().put("reason", reason);
        if (!old.actor().roles().equals(changed.actor().roles())) {
            detail.put("old", old.actor().describe());
        }
        return new AuditEvent(
                old.actor().manufacturer().orElse(AuditEvent.PLATFORM),
                kind,
                JsonObject.EMPTY,
                by.describe(),
                changed.actor().describe(),
                detail.build());
    }
}
