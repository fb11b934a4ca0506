package io.suture.server.signing;

import static io.suture.server.signing.SigningEventFixture.NOW;
import static io.suture.server.signing.SigningEventFixture.actor;
import static io.suture.server.signing.SigningEventFixture.signature;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.suture.server.problem.Refusal;
import io.suture.server.problem.RefusedException;
import io.suture.server.signing.SigningEvent.Purpose;
import io.suture.server.signing.SigningEvent.Signature;
import io.suture.server.signing.SigningEventRefusal.AlreadySigned;
import io.suture.server.signing.SigningEventRefusal.KeyRefused;
import io.suture.server.signing.SigningEventRefusal.SignatureInvalid;
import io.suture.trust.gate.People;
import io.suture.trust.gate.PersonKey;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whose signature counts, and every reason why one does not. */
class SignatureCheckTest {

    private final SigningEventFixture fixture = new SigningEventFixture();
    private final SigningEvent event = fixture.release(SigningEventState.OPEN);

    private SignatureCheck check(People people) {
        return new SignatureCheck(fixture.role(2), people, NOW);
    }

    private Refusal refusal(SigningEvent signed, Signature signature, String person, People people) {
        RefusedException refused = catchThrowableOfType(
                RefusedException.class, () -> check(people).require(signed, signature, actor(person)));
        assertThat(refused).isNotNull();
        return refused.refusal();
    }

    private Refusal refusal(Signature signature, String person) {
        return refusal(event, signature, person, fixture.people());
    }

    private static String code(Refusal refusal) {
        assertThat(refusal).isInstanceOf(KeyRefused.class);
        return ((KeyRefused) refusal).code();
    }

    @Test
    void whenAHolderSignsTheBytesThenItCounts() {
        assertThatCode(() -> check(fixture.people()).require(event, signature(event, fixture.ann, "ann"), actor("ann")))
                .doesNotThrowAnyException();
    }

    @Test
    void whenTheKeyIsNotInTheRoleThenItIsRefused() {
        assertThat(code(refusal(signature(event, fixture.stranger, "eve"), "eve")))
                .isEqualTo("key-not-in-role");
    }

    @Test
    void whenTheServersKeySignsAgainThenItIsRefused() {
        assertThat(code(refusal(signature(event, fixture.server, "ann"), "ann")))
                .isEqualTo("server-key");
    }

    @Test
    void whenTheKeyIsAnotherPersonsThenItIsRefused() {
        assertThat(code(refusal(signature(event, fixture.ann, "bob"), "bob"))).isEqualTo("key-of-another-person");
        assertThat(code(refusal(signature(event, fixture.ann, "eve"), "eve"))).isEqualTo("key-of-another-person");
    }

    @Test
    void whenTheKeyIsNotUsableThenItIsRefused() {
        PersonKey revoked =
                new PersonKey(fixture.bob.publicKey(), NOW.minusSeconds(60), Optional.empty(), Optional.of(NOW));
        PersonKey expired =
                new PersonKey(fixture.bob.publicKey(), NOW.minusSeconds(60), Optional.of(NOW), Optional.empty());
        for (PersonKey key : List.of(revoked, expired)) {
            assertThat(code(refusal(event, signature(event, fixture.bob, "bob"), "bob", fixture.people(key))))
                    .isEqualTo("key-not-usable");
        }
    }

    @Test
    void whenTheSignatureIsOverOtherBytesThenItIsRefused() {
        SigningEvent other = fixture.event(Purpose.RENEWAL, Optional.empty(), List.of(), SigningEventState.OPEN);
        assertThat(refusal(signature(other, fixture.ann, "ann"), "ann"))
                .isEqualTo(new SignatureInvalid(fixture.ann.publicKey().keyId()));
    }

    @Test
    void whenTheKeyOrThePersonSignedAlreadyThenItIsRefused() {
        SigningEvent signed = SigningEventFixture.with(event, signature(event, fixture.ann, "ann"));
        assertThat(refusal(signed, signature(event, fixture.ann, "ann"), "ann", fixture.people()))
                .isEqualTo(new AlreadySigned(event.id(), "ann"));
        PersonKey second = SigningEventFixture.usable(fixture.stranger);
        People annHasBoth = new People(
                1,
                List.of(new io.suture.trust.gate.Person(
                        "ann",
                        "Ann",
                        java.util.Set.of("quality-approver"),
                        List.of(
                                SigningEventFixture.usable(fixture.ann),
                                SigningEventFixture.usable(fixture.bob),
                                second))));
        assertThat(refusal(signed, signature(event, fixture.bob, "ann"), "ann", annHasBoth))
                .isEqualTo(new AlreadySigned(event.id(), "ann"));
    }
}
