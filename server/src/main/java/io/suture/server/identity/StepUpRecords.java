package io.suture.server.identity;

import io.suture.server.audit.AuditEvent;
import io.suture.server.audit.AuditKind;
import io.suture.server.audit.AuditTrail;
import io.suture.server.problem.PlainRefusal;
import io.suture.server.problem.ProblemType;
import io.suture.trust.digest.Digest;
import io.suture.trust.json.JsonObject;
import java.time.Clock;
import java.time.Instant;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Keeps step-ups in the database, so that any server of the installation can use them. */
@Component
class StepUpRecords implements StepUps {

    private final StepUpTable table;
    private final AuditTrail audit;
    private final TransactionalOperator transaction;
    private final Clock clock;

    StepUpRecords(StepUpTable table, AuditTrail audit, TransactionalOperator transaction, Clock clock) {
        this.table = table;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Keep a proof that was checked; a newer one for the same binding replaces it. */
    Mono<StepUp> put(Actor actor, Digest binding, StepUp proof) {
        return audit.append(event(actor, binding, proof))
                .flatMap(event -> table.put(actor.id(), binding, proof, event))
                .then(table.forget(oldest()))
                .thenReturn(proof)
                .as(transaction::transactional);
    }

    @Override
    public Mono<StepUp> consume(Actor actor, Digest binding) {
        return Mono.defer(() -> table.take(actor.id(), binding, oldest()))
                .switchIfEmpty(Mono.error(() -> new PlainRefusal(
                                ProblemType.STEP_UP_REQUIRED,
                                "Prove who you are for exactly this signature, at most %d seconds before it."
                                        .formatted(StepUp.MAX_AGE.toSeconds()))
                        .refused()));
    }

    private Instant oldest() {
        return clock.instant().minus(StepUp.MAX_AGE);
    }

    private static AuditEvent event(Actor actor, Digest binding, StepUp proof) {
        return new AuditEvent(
                actor.manufacturer().orElse(AuditEvent.PLATFORM),
                AuditKind.STEP_UP_GIVEN,
                JsonObject.EMPTY,
                actor.describe(),
                JsonObject.EMPTY,
                JsonObject.builder()
                        .put("binding", binding.toString())
                        .put("method", proof.method())
                        .put("at", proof.at().toString())
                        .build());
    }
}
