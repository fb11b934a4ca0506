package io.suture.server.erasure;

import io.suture.server.audit.DataSubject;
import io.suture.server.identity.Acting;
import io.suture.server.identity.Actor;
import io.suture.server.problem.CommonRefusal.InvalidField;
import io.suture.server.problem.CommonRefusal.NotFound;
import io.suture.server.problem.Fields;
import io.suture.server.problem.Reason;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import io.swagger.v3.oas.annotations.Operation;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Erasures over HTTP: ask, read, confirm, refuse, withdraw. */
@RestController
@RequestMapping(value = "/api/v1/manufacturers/{m}/audit/erasures", produces = MediaType.APPLICATION_JSON_VALUE)
class ErasureController {

    private final ErasureRequests requests;

    ErasureController(ErasureRequests requests) {
        this.requests = requests;
    }

    /**
     * Whose sections should go, and why.
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

        /** Returns the wish with every text that must be there. */
        ErasureWish checked() {
            String whose = Fields.text("id", id, ErasureLimits.ID);
            DataSubject subject = switch (Fields.text("kind", kind, ErasureLimits.ID)) {
                case "person" -> DataSubject.person(whose);
                case "device" -> DataSubject.device(whose);
                default -> throw new InvalidField("kind", "is person or device").refused();
            };
            return new ErasureWish(subject, Fields.text("legalBasis", legalBasis, Reason.MAX), Reason.checked(reason));
        }
    }

    @Operation(
            summary = "Ask for the private sections of a person or device to be erased; another person must confirm it")
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Mono<byte[]> ask(@Acting Actor actor, @PathVariable("m") String manufacturer, @RequestBody Erasure erasure) {
        ErasureWish wish = erasure.checked();
        return requests.ask(manufacturer, wish, actor).map(ErasureController::json);
    }

    @Operation(summary = "List requests for an erasure, newest first")
    @GetMapping
    Mono<byte[]> list(@PathVariable("m") String manufacturer) {
        return requests.list(manufacturer)
                .map(ErasureRequest::toJson)
                .collectList()
                .map(all -> Json.compact(
                        JsonObject.builder().putAll("erasures", all).build()));
    }

    @Operation(summary = "Read a request for an erasure")
    @GetMapping("/{erasure}")
    Mono<byte[]> read(@PathVariable("m") String manufacturer, @PathVariable("erasure") String erasure) {
        return requests.find(manufacturer, id(erasure)).map(ErasureController::json);
    }

    @Operation(summary = "Confirm somebody else's request: the key is destroyed; the entries and every proof stay")
    @PostMapping("/{erasure}/confirmation")
    Mono<byte[]> confirm(
            @Acting Actor actor, @PathVariable("m") String manufacturer, @PathVariable("erasure") String erasure) {
        return requests.confirm(manufacturer, id(erasure), actor).map(ErasureController::json);
    }

    @Operation(summary = "Refuse somebody else's request: nothing is destroyed")
    @PostMapping("/{erasure}/refusal")
    Mono<byte[]> refuse(
            @Acting Actor actor,
            @PathVariable("m") String manufacturer,
            @PathVariable("erasure") String erasure,
            @RequestBody Reason reason) {
        String why = reason.checked();
        return requests.refuse(manufacturer, id(erasure), why, actor).map(ErasureController::json);
    }

    @Operation(summary = "Withdraw one's own request: nothing is destroyed")
    @PostMapping("/{erasure}/withdrawal")
    Mono<byte[]> withdraw(
            @Acting Actor actor,
            @PathVariable("m") String manufacturer,
            @PathVariable("erasure") String erasure,
            @RequestBody Reason reason) {
        String why = reason.checked();
        return requests.withdraw(manufacturer, id(erasure), why, actor).map(ErasureController::json);
    }

    private static byte[] json(ErasureRequest request) {
        return Json.compact(request.toJson());
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new NotFound("request for an erasure").refused();
        }
    }
}
