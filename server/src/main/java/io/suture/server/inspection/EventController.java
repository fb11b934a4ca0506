package io.suture.server.inspection;

import io.suture.server.audit.AuditEvent;
import io.suture.server.audit.AuditKind;
import io.suture.server.audit.AuditLog;
import io.suture.server.audit.AuditTrail;
import io.suture.server.audit.EventFilter;
import io.suture.server.audit.EventPages;
import io.suture.server.audit.EventPages.Place;
import io.suture.server.audit.ShownEvent;
import io.suture.server.identity.Acting;
import io.suture.server.identity.Actor;
import io.suture.server.problem.CommonRefusal.InvalidField;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import io.suture.trust.log.Checkpoint;
import io.suture.trust.log.SignedNote;
import io.swagger.v3.oas.annotations.Operation;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Searches and exports the log; every answer says which checkpoint covers all of it. */
@RestController
class EventController {

    /** Which checkpoint covers what was exported. */
    static final String CHECKPOINT_SIZE = "Suture-Checkpoint-Size";

    private static final String EVENTS = "/api/v1/manufacturers/{m}/audit/events";
    private static final MediaType JSON_LINES = new MediaType("application", "jsonl");
    private static final MediaType CSV = new MediaType("text", "csv", StandardCharsets.UTF_8);

    private final AuditLog log;
    private final EventPages pages;
    private final AuditTrail audit;
    private final TransactionalOperator transaction;

    EventController(AuditLog log, EventPages pages, AuditTrail audit, TransactionalOperator transaction) {
        this.log = log;
        this.pages = pages;
        this.audit = audit;
        this.transaction = transaction;
    }

    @Operation(
            summary = "Search the log: who, with which role, on what, when, with which outcome; a page after an index")
    @GetMapping(value = EVENTS, produces = MediaType.APPLICATION_JSON_VALUE)
    Mono<byte[]> search(
            @PathVariable("m") String manufacturer,
            @RequestParam Map<String, String> parameters,
            @RequestParam(name = "after", defaultValue = "-1") long after,
            @RequestParam(name = "limit", defaultValue = "100") int limit) {
        EventFilter filter = filter(parameters, "after", "limit");
        int most = Math.clamp(limit, 1, EventPages.PAGE);
        return covered(manufacturer)
                .flatMap(covered -> pages.page(new Place(manufacturer, after, covered.size()), filter, most)
                        .map(events -> Json.compact(page(covered, events, most))));
    }

    @Operation(
            summary = "Export what a search finds, all of it, as JSON Lines or CSV; the export is itself logged first")
    @GetMapping(EVENTS + "/export")
    Mono<ResponseEntity<Flux<byte[]>>> export(
            @Acting Actor actor,
            @PathVariable("m") String manufacturer,
            @RequestParam Map<String, String> parameters,
            @RequestParam(name = "format", defaultValue = "jsonl") String format) {
        EventFilter filter = filter(parameters, "format");
        boolean csv = isCsv(format);
        return covered(manufacturer)
                .flatMap(covered -> audit.append(exported(actor, manufacturer, parameters, covered))
                        .as(transaction::transactional)
                        .thenReturn(covered))
                .map(covered -> {
                    Flux<ShownEvent> events = pages.all(new Place(manufacturer, -1, covered.size()), filter);
                    return ResponseEntity.ok()
                            .contentType(csv ? CSV : JSON_LINES)
                            .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"audit." + format + "\"")
                            .header(CHECKPOINT_SIZE, Long.toString(covered.size()))
                            .body(csv ? csv(events) : events.map(EventController::line));
                });
    }

    /** The checkpoint that covers an answer. */
    private record Covered(long size, String note) {}

    private Mono<Covered> covered(String manufacturer) {
        return log.checkpoint(manufacturer)
                .map(note -> new Covered(
                        Checkpoint.parse(SignedNote.parse(note).unverifiedText())
                                .size(),
                        note))
                .defaultIfEmpty(new Covered(0, ""));
    }

    private static EventFilter filter(Map<String, String> parameters, String... others) {
        Map<String, String> rest = new HashMap<>(parameters);
        rest.keySet().removeAll(Arrays.asList(others));
        return EventFilter.ofExactly(rest);
    }

    private static boolean isCsv(String format) {
        if (!List.of("csv", "jsonl").contains(format)) {
            throw new InvalidField("format", "is csv or jsonl").refused();
        }
        return format.equals("csv");
    }

    private static JsonObject page(Covered covered, List<ShownEvent> events, int limit) {
        JsonObject.Builder page = JsonObject.builder()
                .put("checkpoint", covered.note())
                .put("size", covered.size())
                .putAll("events", events.stream().map(ShownEvent::toJson).toList());
        if (events.size() == limit) {
            page.put("next", events.getLast().index());
        }
        return page.build();
    }

    private static AuditEvent exported(
            Actor actor, String manufacturer, Map<String, String> parameters, Covered covered) {
        JsonObject.Builder filter = JsonObject.builder();
        new TreeMap<>(parameters).forEach(filter::put);
        JsonObject.Builder subject = JsonObject.builder();
        Optional.ofNullable(parameters.get("release")).ifPresent(release -> subject.put("release", release));
        return new AuditEvent(
                manufacturer,
                AuditKind.AUDIT_EXPORTED,
                JsonObject.EMPTY,
                actor.describe(),
                subject.build(),
                JsonObject.builder()
                        .put("filter", filter.build())
                        .put("checkpointSize", covered.size())
                        .build());
    }

    private static Flux<byte[]> csv(Flux<ShownEvent> events) {
        return Flux.concat(Mono.fromSupplier(EventCsv::header), events.map(EventCsv::line));
    }

    private static byte[] line(ShownEvent event) {
        byte[] json = Json.compact(event.toJson());
        byte[] line = Arrays.copyOf(json, json.length + 1);
        line[json.length] = '\n';
        return line;
    }
}
