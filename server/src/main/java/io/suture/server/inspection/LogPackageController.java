package io.suture.server.inspection;

import io.suture.server.identity.Acting;
import io.suture.server.identity.Actor;
import io.swagger.v3.oas.annotations.Operation;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Hands out a log as one file. */
@RestController
class LogPackageController {

    private static final MediaType ZIP = MediaType.valueOf("application/zip");

    private final LogPackages packages;

    LogPackageController(LogPackages packages) {
        this.packages = packages;
    }

    @Operation(
            summary =
                    "Export the log up to a checkpoint as a ZIP file that can be verified offline; the export is itself"
                            + " logged first")
    @GetMapping("/api/v1/manufacturers/{m}/audit/package")
    Mono<ResponseEntity<Flux<DataBuffer>>> export(
            @Acting Actor actor,
            @PathVariable("m") String manufacturer,
            @RequestParam(name = "size", required = false) @Nullable Long size,
            @RequestParam(name = "sections", defaultValue = "true") boolean sections) {
        return packages.export(actor, manufacturer, Optional.ofNullable(size), sections)
                .map(made -> ResponseEntity.ok()
                        .contentType(ZIP)
                        .contentLength(made.length())
                        .header(
                                HttpHeaders.CONTENT_DISPOSITION,
                                "attachment; filename=\"" + manufacturer + "-log-" + made.size() + ".zip\"")
                        .header(EventController.CHECKPOINT_SIZE, Long.toString(made.size()))
                        .body(made.archive()));
    }
}
