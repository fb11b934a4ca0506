package io.suture.server.review;

import io.suture.server.audit.AuditTrail;
import io.suture.server.identity.Actor;
import io.suture.server.identity.PersonKeyRecord;
import io.suture.server.identity.Signers;
import io.suture.server.identity.StepUps;
import io.suture.server.problem.CommonRefusal.NotFound;
import io.suture.server.problem.ProblemType;
import io.suture.server.problem.RefusedException;
import io.suture.server.review.Review.Closing;
import io.suture.server.review.Review.Comment;
import io.suture.server.runtime.Ids;
import io.suture.trust.dsse.Envelope;
import io.suture.trust.json.MalformedDocumentException;
import io.suture.trust.review.LogReview;
import io.suture.trust.review.ReviewLimits;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reviews of the log; every step and every refusal is an event in the same transaction as the change, or in its own. */
@Component
class Reviews {

    private final ReviewTable table;
    private final ReviewScopes scopes;
    private final Signers signers;
    private final StepUps stepUps;
    private final AuditTrail audit;
    private final TransactionalOperator transaction;
    private final Clock clock;
    private final Ids ids;

    Reviews(
            ReviewTable table,
            ReviewScopes scopes,
            Signers signers,
            StepUps stepUps,
            AuditTrail audit,
            TransactionalOperator transaction,
            Clock clock,
            Ids ids) {
        this.table = table;
        this.scopes = scopes;
        this.signers = signers;
        this.stepUps = stepUps;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
        this.ids = ids;
    }

    /** Open a review of what a search finds from an index on. */
    Mono<Review> open(String manufacturer, Map<String, String> filter, long from, Actor actor) {
        return scopes.freeze(manufacturer, filter, from, actor)
                .map(scope -> new Review(
                        ids.next(),
                        manufacturer,
                        actor.id(),
                        scope,
                        ReviewState.OPEN,
                        List.of(),
                        now(),
                        Optional.empty()))
                .flatMap(review -> audit.append(ReviewEvents.opened(review, actor))
                        .flatMap(event -> table.insert(review, event))
                        .as(transaction::transactional)
                        .thenReturn(review))
                .onErrorResume(Reviews::isRefusal, failure -> report(manufacturer, Optional.empty(), actor, failure));
    }

    /** Add a comment. */
    Mono<Review> comment(String manufacturer, UUID id, String text, Optional<Long> index, Actor actor) {
        return step(manufacturer, id, ReviewStep.COMMENT, actor, review -> {
            if (review.comments().size() >= ReviewLimits.COMMENTS) {
                return Mono.error(new ReviewRefusal.TooMany("comments", ReviewLimits.COMMENTS).refused());
            }
            Comment comment = new Comment(text, index, now());
            return audit.append(ReviewEvents.commented(review, comment, actor))
                    .flatMap(event -> table.insert(review, comment, event));
        });
    }

    /** Close a review with the reviewer's signature (21 CFR 11.200(a)): a fresh proof of identity and an active key. */
    Mono<Review> close(String manufacturer, UUID id, byte[] body, Actor actor) {
        return step(manufacturer, id, ReviewStep.CLOSE, actor, review -> {
            Envelope envelope = Envelope.parse(body);
            if (envelope.signatures().size() != 1) {
                throw new MalformedDocumentException("signatures", "one signature is expected");
            }
            LogReview signed = LogReview.claimedBy(envelope);
            return signers.hold(actor, envelope, key -> key.passkey().isEmpty())
                    .delayUntil(key -> require(ReviewCheck.closing(review, signed, actor, clock.instant())))
                    .delayUntil(key -> stepUps.consume(actor, signed.binding())
                            .flatMap(proof -> require(ReviewCheck.authentication(signed, proof))))
                    .flatMap(key -> close(review, signed, envelope, key, actor));
        });
    }

    private Mono<Void> close(Review review, LogReview signed, Envelope envelope, PersonKeyRecord key, Actor actor) {
        return audit.append(ReviewEvents.closed(
                        review,
                        signed,
                        envelope.payloadDigest().toString(),
                        key.fingerprint().toString(),
                        actor))
                .flatMap(event -> table.close(review, new Closing(signed.outcome(), envelope, now()), event));
    }

    /** Return a review. */
    Mono<Review> find(String manufacturer, UUID id) {
        return table.find(manufacturer, id).switchIfEmpty(Mono.error(() -> new NotFound("review").refused()));
    }

    /** Return the newest reviews. */
    Flux<Review> list(String manufacturer) {
        return table.list(manufacturer);
    }

    private interface Change {
        Mono<Void> of(Review review);
    }

    private Mono<Review> step(String manufacturer, UUID id, ReviewStep step, Actor actor, Change change) {
        return table.lock(manufacturer, id)
                .switchIfEmpty(Mono.error(() -> new NotFound("review").refused()))
                .delayUntil(review -> require(ReviewCheck.step(review, step, actor)))
                .flatMap(change::of)
                .as(transaction::transactional)
                .then(Mono.defer(() -> find(manufacturer, id)))
                .onErrorResume(Reviews::isRefusal, failure -> report(manufacturer, Optional.of(id), actor, failure));
    }

    private <T> Mono<T> report(String manufacturer, Optional<UUID> id, Actor actor, Throwable failure) {
        String code = failure instanceof RefusedException refused
                ? refused.refusal().type().code()
                : ProblemType.MALFORMED_DOCUMENT.code();
        return audit.refusal(ReviewEvents.refused(manufacturer, id, actor, code))
                .then(Mono.error(failure));
    }

    private static boolean isRefusal(Throwable failure) {
        return failure instanceof RefusedException || failure instanceof MalformedDocumentException;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static Mono<Void> require(Optional<ReviewRefusal> refusal) {
        return refusal.map(why -> Mono.<Void>error(why.refused())).orElseGet(Mono::empty);
    }
}
