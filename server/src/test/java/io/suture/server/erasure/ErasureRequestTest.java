package io.suture.server.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.server.audit.DataSubject;
import io.suture.server.erasure.ErasureRefusal.Closed;
import io.suture.server.erasure.ErasureRefusal.OtherPersonNeeded;
import io.suture.server.identity.Actor;
import io.suture.server.identity.Role;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who is who to a request, and how long it counts. */
class ErasureRequestTest {

    private static final Instant AT = Instant.parse("2026-11-22T12:00:00Z");

    private static ErasureRequest about(DataSubject subject) {
        return ErasureRequest.open(
                UUID.randomUUID(), "exm", "0".repeat(32), new ErasureWish(subject, "GDPR", "asked"), "admin.one", AT);
    }

    private static Actor actor(String id) {
        return new Actor(id, "Person " + id, Set.of(Role.ADMIN), Optional.empty(), Optional.empty());
    }

    @Test
    void whenAnActorComesThenItIsClearWhoThatIs() {
        ErasureRequest request = about(DataSubject.person("qa.one"));

        assertThat(request.party(actor("admin.one"))).isEqualTo(ErasureParty.REQUESTER);
        assertThat(request.party(actor("qa.one"))).isEqualTo(ErasureParty.SUBJECT);
        assertThat(request.party(actor("admin.two"))).isEqualTo(ErasureParty.ANOTHER);
    }

    @Test
    void whenADeviceIsCalledAsAPersonIsThenThePersonIsNotItsSubject() {
        assertThat(about(DataSubject.device("qa.one")).party(actor("qa.one"))).isEqualTo(ErasureParty.ANOTHER);
    }

    @Test
    void whenItCountsForAsLongAsAllowedThenNotAMomentLonger() {
        ErasureRequest request = about(DataSubject.device("D-001"));
        Instant end = AT.plus(ErasureLimits.VALIDITY);

        assertThat(request.refusal(ErasureStep.CONFIRM, ErasureParty.ANOTHER, end.minusMillis(1)))
                .isEmpty();
        assertThat(request.refusal(ErasureStep.CONFIRM, ErasureParty.ANOTHER, end))
                .contains(new Closed(ErasureState.EXPIRED, ErasureStep.CONFIRM));
    }

    @Test
    void whenTheWrongPersonTakesAStepThenTheRefusalSaysSo() {
        ErasureRequest request = about(DataSubject.person("qa.one"));

        assertThat(request.refusal(ErasureStep.CONFIRM, ErasureParty.REQUESTER, AT))
                .contains(new OtherPersonNeeded(ErasureStep.CONFIRM, ErasureParty.REQUESTER));
        assertThat(request.refusal(ErasureStep.REFUSE, ErasureParty.SUBJECT, AT))
                .contains(new OtherPersonNeeded(ErasureStep.REFUSE, ErasureParty.SUBJECT));
        assertThat(request.refusal(ErasureStep.WITHDRAW, ErasureParty.ANOTHER, AT))
                .contains(new OtherPersonNeeded(ErasureStep.WITHDRAW, ErasureParty.ANOTHER));
    }

    @ParameterizedTest
    @EnumSource(value = ErasureState.class, mode = EnumSource.Mode.EXCLUDE, names = "OPEN")
    void whenItHasEndedThenNothingLeadsOn(ErasureState state) {
        ErasureRequest open = about(DataSubject.device("D-001"));
        ErasureRequest ended = new ErasureRequest(
                open.id(),
                open.manufacturer(),
                open.key(),
                open.kind(),
                Optional.empty(),
                open.legalBasis(),
                open.requestedBy(),
                open.requestedAt(),
                open.expiresAt(),
                state,
                Optional.of(new ErasureRequest.Ending(Optional.empty(), AT)));

        for (ErasureStep step : ErasureStep.values()) {
            for (ErasureParty party : ErasureParty.values()) {
                assertThat(ended.refusal(step, party, AT)).contains(new Closed(state, step));
            }
        }
    }
}
