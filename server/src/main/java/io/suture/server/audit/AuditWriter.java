package io.suture.server.audit;

import io.suture.server.runtime.Ids;
import io.suture.trust.json.CanonicalJson;
import io.suture.trust.json.JsonObject;
import io.suture.trust.log.AuditEntry;
import io.suture.trust.log.Section;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.ReactiveTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Builds leaf and sections and inserts them with a pending row for the sequencer. */
@Component
class AuditWriter implements AuditTrail {

    private static final String EVENT = """
            with event as (
              insert into audit_event (id, manufacturer, kind, time, leaf)
              values (:id, :manufacturer, :kind, :time, :leaf) returning id, hint)
            insert into audit_pending (event_id, manufacturer, hint) select id, :manufacturer, hint from event
            """;
    private static final String SECTION =
            "insert into audit_section (event_id, name, salt, body) values (:id, :name, :salt, :body)";

    private final DatabaseClient database;
    private final TransactionalOperator mandatory;
    private final TransactionalOperator own;
    private final Ids ids;
    private final Clock clock;
    private final SecureRandom random;

    AuditWriter(
            DatabaseClient database,
            ReactiveTransactionManager transactions,
            Ids ids,
            Clock clock,
            SecureRandom random) {
        this.database = database;
        this.mandatory = operator(transactions, TransactionDefinition.PROPAGATION_MANDATORY);
        this.own = operator(transactions, TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.ids = ids;
        this.clock = clock;
        this.random = random;
    }

    private static TransactionalOperator operator(ReactiveTransactionManager transactions, int propagation) {
        return TransactionalOperator.create(transactions, new DefaultTransactionDefinition(propagation));
    }

    @Override
    public Mono<UUID> append(AuditEvent event) {
        return mandatory.transactional(Mono.defer(() -> insert(event)));
    }

    @Override
    public Mono<UUID> refusal(AuditEvent event) {
        return own.transactional(Mono.defer(() -> insert(event)));
    }

    private Mono<UUID> insert(AuditEvent event) {
        UUID id = ids.next();
        Instant time = clock.instant();
        List<Section> sections = sections(event);
        AuditEntry entry = new AuditEntry(id.toString(), event.kind().code(), time, event.pub(), commitments(sections));
        return database.sql(EVENT)
                .bind("id", id)
                .bind("manufacturer", event.manufacturer())
                .bind("kind", event.kind().code())
                .bind("time", entry.time())
                .bind("leaf", entry.toJson())
                .then()
                .thenMany(Flux.fromIterable(sections).concatMap(section -> insert(id, section)))
                .then(Mono.just(id));
    }

    private Mono<Void> insert(UUID id, Section section) {
        return database.sql(SECTION)
                .bind("id", id)
                .bind("name", section.name())
                .bind("salt", section.salt())
                .bind("body", section.body())
                .then();
    }

    private List<Section> sections(AuditEvent event) {
        return Stream.of(
                        Map.entry("actor", event.actor()),
                        Map.entry("subject", event.subject()),
                        Map.entry("detail", event.detail()))
                .filter(section -> !section.getValue().members().isEmpty())
                .map(section -> section(section.getKey(), section.getValue()))
                .toList();
    }

    private Section section(String name, JsonObject body) {
        return Section.salted(name, CanonicalJson.rfc8785(body), random);
    }

    private static Map<String, String> commitments(List<Section> sections) {
        Map<String, String> commitments = new LinkedHashMap<>();
        sections.forEach(section -> commitments.put(section.name(), section.commitment()));
        return commitments;
    }
}
