package io.suture.server.identity;

import io.micrometer.core.instrument.MeterRegistry;
import io.suture.server.audit.AuditEvent;
import io.suture.server.audit.AuditKind;
import io.suture.server.audit.AuditTrail;
import io.suture.trust.json.JsonObject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Reports failed attempts to prove who one is or to sign, at once: audit event, ALERT line, meter (21 CFR 11.300(d)).
 */
@Component
public class FailedAttempts {

    /** Name of the meter. */
    public static final String METER = "suture.authentication.failures";

    private static final Logger log = LoggerFactory.getLogger(FailedAttempts.class);

    private final AuditTrail audit;
    private final MeterRegistry meters;

    FailedAttempts(AuditTrail audit, MeterRegistry meters) {
        this.audit = audit;
        this.meters = meters;
    }

    /**
     * Report an attempt of an authenticated person; call it outside the transaction that was refused.
     *
     * @param attempt what was tried, a code such as {@code step-up}
     * @param reason why it was refused, a code
     */
    public Mono<Void> report(Actor actor, String attempt, String reason) {
        return report(actor.manufacturer().orElse(AuditEvent.PLATFORM), actor.describe(), attempt, reason);
    }

    /** Report an attempt of somebody who says to be {@code person}. */
    Mono<Void> report(String manufacturer, JsonObject person, String attempt, String reason) {
        meters.counter(METER, "attempt", attempt, "reason", reason).increment();
        log.error(
                "ALERT: {} refused to {}: {}", attempt, person.findString("id").orElse("somebody"), reason);
        JsonObject detail = JsonObject.builder()
                .put("attempt", attempt)
                .put("reason", reason)
                .build();
        return audit.refusal(new AuditEvent(
                        manufacturer,
                        AuditKind.AUTHENTICATION_REFUSED,
                        JsonObject.EMPTY,
                        person,
                        JsonObject.EMPTY,
                        detail))
                .then();
    }
}
