package io.suture.server.audit;

import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import io.swagger.v3.oas.annotations.Operation;
import java.util.Arrays;
import java.util.Base64;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;

/** Exports the log to auditors. */
@RestController
class AuditController {

    static final String JSON_LINES = "application/jsonl";

    /** Most entries of one answer. */
    static final long MAX_ENTRIES = 100_000;

    private final AuditLog log;

    AuditController(AuditLog log) {
        this.log = log;
    }

    @Operation(summary = "Read log entries that a signed checkpoint covers, as JSON Lines")
    @GetMapping(value = "/api/v1/manufacturers/{m}/audit/entries", produces = JSON_LINES)
    Flux<byte[]> entries(
            @PathVariable("m") String manufacturer,
            @RequestParam(name = "from", defaultValue = "0") long from,
            @RequestParam(name = "limit", defaultValue = "1000") long limit) {
        return log.entries(manufacturer, Math.max(0, from), Math.clamp(limit, 0, MAX_ENTRIES))
                .map(AuditController::line);
    }

    private static byte[] line(LoggedEntry entry) {
        byte[] json = Json.compact(JsonObject.builder()
                .put("index", entry.index())
                .put("entry", Base64.getEncoder().encodeToString(entry.leaf()))
                .put("kind", entry.kind())
                .put("time", entry.time())
                .build());
        byte[] line = Arrays.copyOf(json, json.length + 1);
        line[json.length] = '\n';
        return line;
    }
}
