package io.suture.server.review;

import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import io.r2dbc.spi.Readable;
import io.suture.server.database.Rows;
import io.suture.server.review.Review.Closing;
import io.suture.server.review.Review.Comment;
import io.suture.trust.dsse.Envelope;
import io.suture.trust.json.Json;
import io.suture.trust.review.ReviewOutcome;
import io.suture.trust.review.ReviewScope;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The tables of reviews and their comments. */
@Component
class ReviewTable {

    /** Most reviews of one list, newest first. */
    static final int LISTED = 500;

    private final DatabaseClient database;

    ReviewTable(DatabaseClient database) {
        this.database = database;
    }

    Mono<Void> insert(Review review, UUID event) {
        return database.sql("""
                        insert into log_review (id, manufacturer, reviewer, scope, state, opened_at, event_id)
                        values (:id, :m, :reviewer, :scope, 'open', :at, :event)
                        """)
                .bind("id", review.id())
                .bind("m", review.manufacturer())
                .bind("reviewer", review.reviewer())
                .bind("scope", new String(Json.compact(review.scope().toJson()), StandardCharsets.UTF_8))
                .bind("at", review.openedAt())
                .bind("event", event)
                .then();
    }

    Mono<Void> insert(Review review, Comment comment, UUID event) {
        return database.sql("""
                        insert into log_review_comment (review, number, text, leaf_index, written_at, event_id)
                        values (:id, :number, :text, :index, :at, :event)
                        """)
                .bind("id", review.id())
                .bind("number", review.comments().size() + 1)
                .bind("text", comment.text())
                .bind(
                        "index",
                        comment.index()
                                .map(index -> Parameters.in(R2dbcType.BIGINT, index))
                                .orElseGet(() -> Parameters.in(R2dbcType.BIGINT)))
                .bind("at", comment.at())
                .bind("event", event)
                .then();
    }

    Mono<Void> close(Review review, Closing closing, UUID event) {
        return database.sql("""
                        update log_review set state = 'closed', outcome = :outcome, signature = :signature, closed_at = :at,
                            event_id = :event where id = :id
                        """)
                .bind("outcome", closing.outcome().json())
                .bind("signature", closing.signature().toJson())
                .bind("at", closing.at())
                .bind("event", event)
                .bind("id", review.id())
                .then();
    }

    /** Return a review and lock it till the caller's transaction ends. */
    Mono<Review> lock(String manufacturer, UUID id) {
        return read("where id = :id and manufacturer = :m for update", manufacturer, Optional.of(id))
                .next();
    }

    Mono<Review> find(String manufacturer, UUID id) {
        return read("where id = :id and manufacturer = :m", manufacturer, Optional.of(id))
                .next();
    }

    Flux<Review> list(String manufacturer) {
        return read(
                "where manufacturer = :m order by opened_at desc, id limit " + LISTED, manufacturer, Optional.empty());
    }

    private Flux<Review> read(String where, String manufacturer, Optional<UUID> id) {
        DatabaseClient.GenericExecuteSpec query =
                database.sql("select * from log_review " + where).bind("m", manufacturer);
        return id.map(one -> query.bind("id", one))
                .orElse(query)
                .map(row -> review(row, List.of()))
                .all()
                .concatMap(review -> comments(review.id())
                        .collectList()
                        .map(comments -> new Review(
                                review.id(),
                                review.manufacturer(),
                                review.reviewer(),
                                review.scope(),
                                review.state(),
                                comments,
                                review.openedAt(),
                                review.closing())));
    }

    private Flux<Comment> comments(UUID review) {
        return database.sql("select * from log_review_comment where review = :id order by number")
                .bind("id", review)
                .map(row -> new Comment(
                        Rows.text(row, "text"),
                        Optional.ofNullable(row.get("leaf_index", Long.class)),
                        Rows.instant(row, "written_at")))
                .all();
    }

    private static Review review(Readable row, List<Comment> comments) {
        return new Review(
                Objects.requireNonNull(row.get("id", UUID.class)),
                Rows.text(row, "manufacturer"),
                Rows.text(row, "reviewer"),
                ReviewScope.of(Json.parseObject(Rows.text(row, "scope").getBytes(StandardCharsets.UTF_8))),
                ReviewState.of(Rows.text(row, "state")),
                comments,
                Rows.instant(row, "opened_at"),
                Rows.optionalText(row, "outcome")
                        .map(outcome -> new Closing(
                                ReviewOutcome.ofJson(outcome),
                                Envelope.parse(Rows.bytes(row, "signature")),
                                Rows.instant(row, "closed_at"))));
    }
}
