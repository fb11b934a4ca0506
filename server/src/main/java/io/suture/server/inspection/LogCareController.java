package io.suture.server.inspection;

import io.suture.server.audit.AuditEvent;
import io.suture.server.audit.AuditKind;
import io.suture.server.audit.DataSubject;
import io.suture.server.audit.Erasures;
import io.suture.server.audit.LogFinding;
import io.suture.server.audit.LogFsck;
import io.suture.server.identity.Acting;
import io.suture.server.identity.Actor;
import io.suture.server.problem.CommonRefusal.InvalidField;
import io.suture.server.problem.CommonRefusal.NotPermitted;
import io.suture.server.problem.Fields;
import io.suture.server.problem.Reason;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import io.swagger.v3.oas.annotations.Operation;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Checks a log in the database against itself, and erases what the law says must go. */
@RestController
class LogCareController {

    private static final String AUDIT = "/api/v1/manufacturers/{m}/audit";

    /** Longest id, in characters. */
    private static final int ID = 200;

    private final LogFsck fsck;
    private final Erasures erasures;

    LogCareController(LogFsck fsck, Erasures erasures) {
        this.fsck = fsck;
        this.erasures = erasures;
    }

    @Operation(summary = "Recompute the log out of the database and report everything that contradicts it")
    @PostMapping(value = AUDIT + "/fsck", produces = MediaType.APPLICATION_JSON_VALUE)
    Mono<byte[]> fsck(@PathVariable("m") String manufacturer) {
        return fsck.check(manufacturer).map(LogCareController::report);
    }

    /**
     * Whose sections go, and why.
     *
     * @param kind {@code person} or {@code device}
     * @param id the id of the person or device
     * @param legalBasis the provision that demands it, for example {@code GDPR Art. 17(1)(a)}
     * @param reason what happened
     */
    record Erasure(
            @Nullable String kind,
            @Nullable String id,
            @Nullable String legalBasis,
            @Nullable String reason) {

        /** Returns the request with every text that must be there. */
        Checked checked() {
            String whose = Fields.text("id", id, ID);
            DataSubject subject = switch (Fields.text("kind", kind, ID)) {
                case "person" -> DataSubject.person(whose);
                case "device" -> DataSubject.device(whose);
                default -> throw new InvalidField("kind", "is person or device").refused();
            };
            return new Checked(subject, Fields.text("legalBasis", legalBasis, Reason.MAX), Reason.checked(reason));
        }
    }

    private record Checked(DataSubject subject, String legalBasis, String reason) {}

    @Operation(summary = "Erase the private sections of a person or device; the entries and every proof stay")
    @PostMapping(value = AUDIT + "/erasures", produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    Mono<byte[]> erase(@Acting Actor actor, @PathVariable("m") String manufacturer, @RequestBody Erasure erasure) {
        Checked checked = erasure.checked();
        requireAnother(actor, checked.subject());
        return erasures.erase(manufacturer, checked.subject(), key -> erased(actor, manufacturer, checked, key))
                .map(event -> Json.compact(
                        JsonObject.builder().put("event", event.toString()).build()));
    }

    /** Who erased must stay readable, and nobody hides what they did themselves. */
    private static void requireAnother(Actor actor, DataSubject subject) {
        if (subject.equals(DataSubject.person(actor.id()))) {
            throw new NotPermitted("Another person erases one's own sections.").refused();
        }
    }

    /** The subject's id is not in it: the entry must not say for ever what was erased. */
    private static AuditEvent erased(Actor actor, String manufacturer, Checked erasure, String key) {
        return new AuditEvent(
                manufacturer,
                AuditKind.SECTIONS_ERASED,
                JsonObject.EMPTY,
                actor.describe(),
                JsonObject.builder().put("key", key).build(),
                JsonObject.builder()
                        .put("kind", erasure.subject().kind())
                        .put("legalBasis", erasure.legalBasis())
                        .put("reason", erasure.reason())
                        .build());
    }

    private static byte[] report(LogFsck.Report report) {
        return Json.compact(JsonObject.builder()
                .put("entries", report.entries())
                .put("whole", report.findings().isEmpty())
                .putAll(
                        "findings",
                        report.findings().stream().map(LogFinding::toJson).toList())
                .build());
    }
}
