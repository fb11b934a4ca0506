package io.suture.server.evidence;

import io.suture.server.identity.Acting;
import io.suture.server.identity.Actor;
import io.suture.server.problem.Attachments;
import io.suture.server.problem.Fields;
import io.suture.trust.digest.Digest;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Evidence files over HTTP. */
@RestController
@RequestMapping("/api/v1/manufacturers/{m}/evidence-files/{sha256}")
class EvidenceFileController {

    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

    private final EvidenceFileUploads uploads;
    private final EvidenceFileStore files;

    EvidenceFileController(EvidenceFileUploads uploads, EvidenceFileStore files) {
        this.uploads = uploads;
        this.files = files;
    }

    /** What became of a file. */
    record Stored(String sha256, long length, boolean added) {}

    @Operation(summary = "Upload an evidence file under its SHA-256; the same bytes again change nothing")
    @PutMapping(consumes = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    Mono<ResponseEntity<Stored>> upload(
            @Acting Actor actor,
            @PathVariable("m") String manufacturer,
            @PathVariable("sha256") String sha256,
            @Parameter(hidden = true) ServerHttpRequest request) {
        long length = request.getHeaders().getContentLength();
        Optional<Long> announced = length < 0 ? Optional.empty() : Optional.of(length);
        return uploads.take(manufacturer, digest(sha256), announced, request.getBody(), actor)
                .map(EvidenceFileController::answer);
    }

    private static ResponseEntity<Stored> answer(EvidenceFileUploads.Taken taken) {
        EvidenceFileRecord file = taken.file();
        return ResponseEntity.status(taken.added() ? HttpStatus.CREATED : HttpStatus.OK)
                .body(new Stored(file.digest().hex(), file.length(), taken.added()));
    }

    @Operation(summary = "Read an evidence file; HEAD says whether it is there")
    @GetMapping
    Mono<ResponseEntity<Flux<DataBuffer>>> read(
            @PathVariable("m") String manufacturer,
            @PathVariable("sha256") String sha256,
            @Parameter(hidden = true) ServerHttpRequest request) {
        boolean head = request.getMethod().equals(HttpMethod.HEAD);
        return files.intact(manufacturer, digest(sha256))
                .map(file -> Attachments.of(file.digest().hex())
                        .contentLength(file.length())
                        .body(head ? Flux.<DataBuffer>empty() : files.chunks(file)));
    }

    private static Digest digest(String sha256) {
        return Digest.ofHex(Fields.matching("sha256", sha256, HEX, "must be 64 lower-case hexadecimal digits"));
    }
}
