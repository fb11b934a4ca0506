package io.suture.server.identity;

import io.suture.server.audit.AuditEvent;
import io.suture.server.audit.AuditKind;
import io.suture.server.audit.AuditTrail;
import io.suture.server.problem.CommonRefusal.AlreadyExists;
import io.suture.trust.json.JsonObject;
import java.time.Clock;
import java.time.Instant;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** The registry of people; an identifier is never used twice (21 CFR 11.100). */
@Component
class PeopleRegistry {

    private final PeopleTable table;
    private final PersonKeyTable keys;
    private final AuditTrail audit;
    private final TransactionalOperator transaction;
    private final Clock clock;

    PeopleRegistry(
            PeopleTable table, PersonKeyTable keys, AuditTrail audit, TransactionalOperator transaction, Clock clock) {
        this.table = table;
        this.keys = keys;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Register a person, who signs with this first key at once: there is nothing yet that it could take over. */
    Mono<Person> register(Person person, JsonObject by) {
        Instant now = clock.instant();
        return audit.append(event(person, by))
                .delayUntil(event -> table.insert(person, now, event))
                .flatMap(event -> keys.insert(PersonKeyRecord.first(person, by.string("id"), now), event))
                .thenReturn(person)
                .as(transaction::transactional)
                .onErrorMap(
                        DuplicateKeyException.class,
                        taken -> new AlreadyExists(
                                        "person or key", person.actor().id())
                                .refused());
    }

    private static AuditEvent event(Person person, JsonObject by) {
        Actor actor = person.actor();
        JsonObject detail = JsonObject.builder()
                .put("publicKey", person.publicKey().fingerprint().toString())
                .build();
        return new AuditEvent(
                actor.manufacturer().orElse(AuditEvent.PLATFORM),
                AuditKind.PERSON_REGISTERED,
                JsonObject.EMPTY,
                by,
                actor.describe(),
                detail);
    }
}
