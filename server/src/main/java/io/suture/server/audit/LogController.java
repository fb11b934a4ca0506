package io.suture.server.audit;

import io.suture.server.problem.CommonRefusal.NotFound;
import io.suture.trust.log.BundlePath;
import io.suture.trust.log.ConsistencyProof;
import io.suture.trust.log.LogException;
import io.suture.trust.log.Tile;
import io.suture.trust.log.TilePath;
import io.suture.trust.log.TlogProof;
import io.swagger.v3.oas.annotations.Operation;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/**
 * A manufacturer's log as C2SP tlog-tiles below {@code /<manufacturer>/audit}, which is the log's origin without its
 * host: checkpoint, hash tiles and proofs for everybody, entry bundles for auditors.
 */
@RestController
class LogController {

    private static final String LOG = "/{m}/audit";
    private static final MediaType TEXT = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);

    /** What moves with the log; a reader between two checkpoints still finds every tile it needs. */
    private static final String MOMENT = "public, max-age=2";

    private static final String FOR_EVER = "public, max-age=31536000, immutable";
    private static final String FOR_EVER_AND_AUDITORS = "private, max-age=31536000, immutable";

    private final AuditLog log;

    LogController(AuditLog log) {
        this.log = log;
    }

    @Operation(summary = "Read the newest checkpoint of the log, a signed note (tlog-checkpoint)")
    @GetMapping(LOG + "/checkpoint")
    Mono<ResponseEntity<byte[]>> checkpoint(@PathVariable("m") String manufacturer) {
        return found(log.checkpoint(manufacturer)
                .map(note -> answer(TEXT, MOMENT).body(note.getBytes(StandardCharsets.UTF_8))));
    }

    @Operation(summary = "Read a hash tile, full or partial (tlog-tiles)")
    @GetMapping(LOG + "/tile/{level:[0-9]+}/{*path}")
    Mono<ResponseEntity<byte[]>> tile(
            @PathVariable("m") String manufacturer,
            @PathVariable("level") String level,
            @PathVariable("path") String index) {
        return found(path(() -> TilePath.parse("tile/" + level + index))
                .flatMap(path -> log.tile(manufacturer, path))
                .map(Tile::toBytes)
                .map(bytes -> binary(FOR_EVER).body(bytes)));
    }

    @Operation(summary = "Read the entries under a level 0 tile (tlog-tiles)")
    @GetMapping(LOG + "/tile/entries/{*path}")
    Mono<ResponseEntity<byte[]>> entries(
            @PathVariable("m") String manufacturer,
            @PathVariable("path") String index,
            @RequestHeader(name = HttpHeaders.ACCEPT_ENCODING, required = false) @Nullable String accepted) {
        return found(path(() -> BundlePath.parse("tile/entries" + index))
                .flatMap(path -> log.bundle(manufacturer, path))
                .map(bytes -> Gzip.answer(accepted, binary(FOR_EVER_AND_AUDITORS), bytes)));
    }

    @Operation(summary = "Prove that an entry is in the newest checkpoint (tlog-proof)")
    @GetMapping(LOG + "/inclusion/{index}.tlog-proof")
    Mono<ResponseEntity<byte[]>> inclusion(@PathVariable("m") String manufacturer, @PathVariable("index") long index) {
        return found(Mono.just(index)
                .filter(place -> place >= 0)
                .flatMap(place -> log.inclusion(manufacturer, place))
                .map(TlogProof::toBytes)
                .map(bytes -> answer(TEXT, MOMENT).body(bytes)));
    }

    @Operation(summary = "Prove that the checkpoint of one size extends the log of a smaller one (tlog-witness body)")
    @GetMapping(LOG + "/consistency/{old}/{new}")
    Mono<ResponseEntity<byte[]>> consistency(
            @PathVariable("m") String manufacturer, @PathVariable("old") long old, @PathVariable("new") long size) {
        return found(log.consistency(manufacturer, old, size)
                .map(ConsistencyProof::toBytes)
                .map(bytes -> answer(TEXT, FOR_EVER).body(bytes)));
    }

    private static ResponseEntity.BodyBuilder binary(String cache) {
        return answer(MediaType.APPLICATION_OCTET_STREAM, cache);
    }

    private static ResponseEntity.BodyBuilder answer(MediaType type, String cache) {
        return ResponseEntity.ok().contentType(type).header(HttpHeaders.CACHE_CONTROL, cache);
    }

    /** A path in another spelling than the one of tlog-tiles names nothing. */
    private static <T> Mono<T> path(Supplier<T> parsed) {
        return Mono.fromSupplier(parsed).onErrorComplete(LogException.class);
    }

    private static <T> Mono<T> found(Mono<T> answer) {
        return answer.switchIfEmpty(Mono.error(() -> new NotFound("log resource").refused()));
    }
}
