package io.suture.server.timestamp;

import io.suture.server.problem.CommonRefusal.NotFound;
import io.swagger.v3.oas.annotations.Operation;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Hands out time stamps beside the checkpoints that they are about, to everybody. */
@RestController
class TimestampController {

    private static final MediaType ANSWER = MediaType.valueOf("application/timestamp-reply");
    private static final MediaType TEXT = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);

    private final Timestamps timestamps;

    TimestampController(Timestamps timestamps) {
        this.timestamps = timestamps;
    }

    @Operation(summary = "List the sizes of the checkpoints that have a time stamp, one a line")
    @GetMapping("/{m}/audit/timestamps")
    Mono<ResponseEntity<byte[]>> sizes(@PathVariable("m") String manufacturer) {
        return timestamps
                .sizes(manufacturer)
                .map(size -> size + "\n")
                .collect(Collectors.joining())
                .map(lines -> ResponseEntity.ok()
                        .contentType(TEXT)
                        .header(HttpHeaders.CACHE_CONTROL, "public, max-age=2")
                        .body(lines.getBytes(StandardCharsets.UTF_8)));
    }

    @Operation(summary = "Read the time stamp of the checkpoint of exactly this size (RFC 3161)")
    @GetMapping("/{m}/audit/timestamp/{size}.tsr")
    Mono<ResponseEntity<byte[]>> timestamp(@PathVariable("m") String manufacturer, @PathVariable("size") long size) {
        return timestamps
                .token(manufacturer, size)
                .map(token -> ResponseEntity.ok()
                        .contentType(ANSWER)
                        .header(HttpHeaders.CACHE_CONTROL, "public, max-age=31536000, immutable")
                        .body(token))
                .switchIfEmpty(Mono.error(() -> new NotFound("log resource").refused()));
    }
}
