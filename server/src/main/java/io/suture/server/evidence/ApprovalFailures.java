package io.suture.server.evidence;

import io.micrometer.core.instrument.MeterRegistry;
import io.suture.server.audit.AuditTrail;
import io.suture.server.identity.Actor;
import io.suture.trust.release.ReleaseId;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Reports each failed attempt to sign at once: audit event, one ALERT line, a meter (21 CFR 11.300(d)). */
@Component
class ApprovalFailures {

    /** Counts refused signatures, tag {@code code}. */
    static final String METER = "suture.signature.failures";

    private static final Logger LOG = LoggerFactory.getLogger(ApprovalFailures.class);

    private final ApprovalTable table;
    private final AuditTrail audit;
    private final TransactionalOperator transaction;
    private final MeterRegistry meters;

    ApprovalFailures(ApprovalTable table, AuditTrail audit, TransactionalOperator transaction, MeterRegistry meters) {
        this.table = table;
        this.audit = audit;
        this.transaction = transaction;
        this.meters = meters;
    }

    /** Report an attempt to sign a pending approval; its own transaction was rolled back. */
    Mono<Void> report(String manufacturer, ReleaseId release, UUID approval, Actor actor, String code) {
        alert(release, actor, code);
        return audit.append(ApprovalEvents.refused(manufacturer, release, Optional.of(approval), actor, code))
                .flatMap(event -> table.failed(approval, actor.id(), event))
                .as(transaction::transactional);
    }

    /** Report an approval that nobody opened. */
    Mono<Void> report(String manufacturer, ReleaseId release, Actor actor, String code) {
        alert(release, actor, code);
        return audit.refusal(ApprovalEvents.refused(manufacturer, release, Optional.empty(), actor, code))
                .then();
    }

    private void alert(ReleaseId release, Actor actor, String code) {
        meters.counter(METER, "code", code).increment();
        LOG.error("ALERT: signature refused: person {} release {}: {}", actor.id(), release, code);
    }
}
