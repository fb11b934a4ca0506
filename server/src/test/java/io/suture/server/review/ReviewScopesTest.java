package io.suture.server.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.suture.server.audit.ShownEvent;
import io.suture.server.problem.RefusedException;
import io.suture.trust.json.JsonObject;
import io.suture.trust.log.AuditEntry;
import io.suture.trust.review.ReviewLimits;
import io.suture.trust.review.ReviewScope;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/** How much a review may cover: at least one event, and no more than a person reads. */
class ReviewScopesTest {

    private static final UUID ID = UUID.fromString("01939a3e-7b1c-7def-8abc-0123456789ab");
    private static final AuditEntry ENTRY =
            new AuditEntry(ID.toString(), "release.created", Instant.EPOCH, JsonObject.EMPTY, Map.of());

    private static ReviewScope.Events readable(int number) {
        return Objects.requireNonNull(ReviewScopes.readable(
                        Flux.range(0, number).map(index -> new ShownEvent(index, ID, ENTRY, List.of())))
                .block());
    }

    @Test
    void whenThereAreAsManyEventsAsAllowedThenOneMoreIsRefused() {
        assertThat(readable(ReviewLimits.EVENTS).count()).isEqualTo(ReviewLimits.EVENTS);
        assertThatThrownBy(() -> readable(ReviewLimits.EVENTS + 1))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.refusal())
                                .isEqualTo(new ReviewRefusal.TooMany("events", ReviewLimits.EVENTS)));
    }

    @Test
    void whenThereIsOneEventThenItIsEnoughAndNoneIsRefused() {
        assertThat(readable(1).count()).isEqualTo(1);
        assertThatThrownBy(() -> readable(0))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(new ReviewRefusal.NothingFound()));
    }

    @Test
    void whenMoreEventsComeThanAllowedThenTheRestIsNotRead() {
        assertThatThrownBy(() -> readable(Integer.MAX_VALUE)).isInstanceOf(RefusedException.class);
    }
}
