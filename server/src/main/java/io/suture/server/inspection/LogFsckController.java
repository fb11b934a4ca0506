package io.suture.server.inspection;

import io.suture.server.audit.LogFinding;
import io.suture.server.audit.LogFsck;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import io.swagger.v3.oas.annotations.Operation;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Checks a log in the database against itself. */
@RestController
class LogFsckController {

    private static final String AUDIT = "/api/v1/manufacturers/{m}/audit";

    private final LogFsck fsck;

    LogFsckController(LogFsck fsck) {
        this.fsck = fsck;
    }

    @Operation(summary = "Recompute the log out of the database and report everything that contradicts it")
    @PostMapping(value = AUDIT + "/fsck", produces = MediaType.APPLICATION_JSON_VALUE)
    Mono<byte[]> fsck(@PathVariable("m") String manufacturer) {
        return fsck.check(manufacturer).map(LogFsckController::report);
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
