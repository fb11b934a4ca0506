package io.suture.server.review;

import io.suture.server.identity.Acting;
import io.suture.server.identity.Actor;
import io.suture.server.problem.CommonRefusal.NotFound;
import io.suture.server.problem.Fields;
import io.suture.server.problem.LimitedBody;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import io.suture.trust.review.ReviewLimits;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Reviews of the log over HTTP: open, comment, sign. */
@RestController
@RequestMapping(value = "/api/v1/manufacturers/{m}/audit/reviews", produces = MediaType.APPLICATION_JSON_VALUE)
class ReviewController {

    /** Largest signed review. */
    static final int ENVELOPE_BYTES = 64 * 1024;

    private final Reviews reviews;

    ReviewController(Reviews reviews) {
        this.reviews = reviews;
    }

    /**
     * What to review.
     *
     * @param filter a search as of events, parameter to value; none for all
     * @param from index of the first entry
     */
    record Opening(
            @Nullable Map<String, String> filter, @Nullable Long from) {

        Map<String, String> search() {
            return filter == null ? Map.of() : filter;
        }

        long first() {
            long index = from == null ? 0 : from;
            if (index < 0) {
                throw Fields.invalid("from", "is the index of an entry");
            }
            return index;
        }
    }

    /** A comment, about one entry if it names one. */
    record Remark(@Nullable String text, @Nullable Long index) {}

    @Operation(summary = "Open a review of what a search finds up to the newest checkpoint; who acted there may not")
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Mono<byte[]> open(@Acting Actor actor, @PathVariable("m") String manufacturer, @RequestBody Opening body) {
        return Mono.defer(() -> reviews.open(manufacturer, body.search(), body.first(), actor))
                .map(ReviewController::json);
    }

    @Operation(summary = "List reviews, newest first")
    @GetMapping
    Mono<byte[]> list(@PathVariable("m") String manufacturer) {
        return reviews.list(manufacturer)
                .map(Review::toJson)
                .collectList()
                .map(all ->
                        Json.compact(JsonObject.builder().putAll("reviews", all).build()));
    }

    @Operation(summary = "Read a review: what it covers, its comments, and its signed outcome")
    @GetMapping("/{review}")
    Mono<byte[]> read(@PathVariable("m") String manufacturer, @PathVariable("review") String review) {
        return reviews.find(manufacturer, id(review)).map(ReviewController::json);
    }

    @Operation(summary = "Add a comment to an open review of one's own")
    @PostMapping("/{review}/comments")
    @ResponseStatus(HttpStatus.CREATED)
    Mono<byte[]> comment(
            @Acting Actor actor,
            @PathVariable("m") String manufacturer,
            @PathVariable("review") String review,
            @RequestBody Remark body) {
        String text = Fields.text("text", body.text(), ReviewLimits.COMMENT);
        return reviews.comment(manufacturer, id(review), text, Optional.ofNullable(body.index()), actor)
                .map(ReviewController::json);
    }

    @Operation(summary = "Close a review of one's own: the body is a DSSE envelope that signs its outcome")
    @PostMapping("/{review}/closure")
    Mono<byte[]> close(
            @Acting Actor actor,
            @PathVariable("m") String manufacturer,
            @PathVariable("review") String review,
            @Parameter(hidden = true) ServerHttpRequest request) {
        UUID id = id(review);
        return LimitedBody.read(request.getBody(), "envelope", ENVELOPE_BYTES)
                .flatMap(body -> reviews.close(manufacturer, id, body, actor))
                .map(ReviewController::json);
    }

    private static byte[] json(Review review) {
        return Json.compact(review.toJson());
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new NotFound("review").refused();
        }
    }
}
