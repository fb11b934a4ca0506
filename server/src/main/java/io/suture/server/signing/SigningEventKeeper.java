package io.suture.server.signing;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Ends the signing events that are over or obsolete without anybody asking; one manufacturer never stops another. */
final class SigningEventKeeper {

    private static final Logger log = LoggerFactory.getLogger(SigningEventKeeper.class);

    private final SigningEventTable table;
    private final CurrentEvents current;
    private final TransactionalOperator transaction;

    SigningEventKeeper(SigningEventTable table, CurrentEvents current, TransactionalOperator transaction) {
        this.table = table;
        this.current = current;
        this.transaction = transaction;
    }

    Mono<Void> round() {
        return table.manufacturersWithOpen()
                .collectList()
                .flatMapIterable(manufacturers -> manufacturers)
                .concatMap(manufacturer -> current.endThoseOver(manufacturer)
                        .as(transaction::transactional)
                        .onErrorResume(failure -> {
                            log.error(
                                    "ALERT: signing events of {} cannot be kept: {}", manufacturer, failure.toString());
                            return Mono.empty();
                        }))
                .then();
    }
}
