package io.suture.server.identity;

import io.suture.server.audit.AuditEvent;
import io.suture.server.audit.AuditKind;
import io.suture.server.audit.AuditTrail;
import io.suture.server.problem.CommonRefusal.NotFound;
import io.suture.server.problem.CommonRefusal.NotPermitted;
import io.suture.server.runtime.Ids;
import io.suture.trust.json.JsonObject;
import java.time.Clock;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Credentials that an administrator gave to a person: whoever hands them out could use them, hence a second person
 * confirms that they reached the right one, before which the person signs nothing (21 CFR 11.200(a)(3), 11.300(c)).
 */
@Component
class CredentialResets {

    private static final String ATTEMPT = "credential-reset-confirmation";

    private final ResetTable table;
    private final PeopleChanges people;
    private final FailedAttempts failures;
    private final AuditTrail audit;
    private final TransactionalOperator transaction;
    private final Clock clock;
    private final Ids ids;

    CredentialResets(
            ResetTable table,
            PeopleChanges people,
            FailedAttempts failures,
            AuditTrail audit,
            TransactionalOperator transaction,
            Clock clock,
            Ids ids) {
        this.table = table;
        this.people = people;
        this.failures = failures;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
        this.ids = ids;
    }

    /** Record a reset inside the caller's transaction and return its audit event. */
    Mono<UUID> open(Actor by, Person person, String reason) {
        CredentialReset reset = new CredentialReset(ids.next(), person.id(), by.id(), clock.instant(), reason);
        return audit.append(event(by, person, AuditKind.CREDENTIAL_RESET, reset))
                .delayUntil(event -> table.insert(reset, event));
    }

    /** Confirm the person's oldest open reset as the second person. */
    Mono<Void> confirm(Actor by, String id) {
        return people.visible(by, id)
                .flatMap(person -> table.findOpen(id)
                        .switchIfEmpty(Mono.error(() -> new NotFound("credential reset").refused()))
                        .flatMap(reset -> confirm(by, person, reset)));
    }

    private Mono<Void> confirm(Actor by, Person person, CredentialReset reset) {
        if (by.id().equals(person.id()) || by.id().equals(reset.requestedBy())) {
            return failures.report(by, ATTEMPT, "second-person").then(Mono.error(notYou()));
        }
        return audit.append(event(by, person, AuditKind.CREDENTIAL_RESET_CONFIRMED, reset))
                .flatMap(event -> table.confirm(reset.id(), by.id(), clock.instant(), event))
                .filter(confirmed -> confirmed)
                .switchIfEmpty(Mono.error(() -> new NotFound("credential reset").refused()))
                .then()
                .as(transaction::transactional);
    }

    private static RuntimeException notYou() {
        return new NotPermitted("A second person confirms it: neither its owner nor who asked for it.").refused();
    }

    private static AuditEvent event(Actor by, Person person, AuditKind kind, CredentialReset reset) {
        return new AuditEvent(
                person.actor().manufacturer().orElse(AuditEvent.PLATFORM),
                kind,
                JsonObject.EMPTY,
                by.describe(),
                person.actor().describe(),
                JsonObject.builder()
                        .put("reset", reset.id().toString())
                        .put("requestedBy", reset.requestedBy())
                        .put("reason", reset.reason())
                        .build());
    }
}
