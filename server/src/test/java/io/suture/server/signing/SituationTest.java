package io.suture.server.signing;

import static io.suture.server.signing.SigningEventFixture.NEW;
import static io.suture.server.signing.SigningEventFixture.NOW;
import static io.suture.server.signing.SigningEventFixture.WANTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.suture.server.signing.SigningEvent.Purpose;
import io.suture.trust.tuf.DeltaRole;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When an open event would no longer sign what its role needs, and which version comes next. */
class SituationTest {

    private final SigningEventFixture fixture = new SigningEventFixture();
    private final SigningEvent event = fixture.release(SigningEventState.OPEN);

    private Situation situation(Map<String, Long> used) {
        return fixture.situation(fixture.role(2), used, List.of(WANTED), NOW);
    }

    @Test
    void whenNothingChangedThenTheEventStands() {
        assertThat(situation(Map.of("GW2", 4L)).obsolete(event)).isEmpty();
    }

    @Test
    void whenALaterVersionWasGivenOutThenTheEventIsObsolete() {
        assertThat(situation(Map.of("GW2", 5L)).obsolete(event)).contains("newer-version");
    }

    @Test
    void whenTheDelegationChangedOrWentThenTheEventIsObsolete() {
        assertThat(fixture.situation(fixture.role(3), Map.of("GW2", 4L), List.of(WANTED), NOW)
                        .obsolete(event))
                .contains("delegation-changed");
        RepositoryState none = new RepositoryState(List.of(), Map.of());
        Situation bare = new Situation(
                none, none, Map.of("GW2", List.of(WANTED)), Map.of(), new RoleVersions.Known(Map.of(), Map.of()), NOW);
        assertThat(bare.obsolete(event)).contains("delegation-changed");
    }

    @Test
    void whenAnotherReleaseCameOrWentThenTheEventIsObsolete() {
        assertThat(fixture.situation(fixture.role(2), Map.of("GW2", 4L), List.of(), NOW)
                        .obsolete(event))
                .contains("wanted-files-changed");
        SigningEvent renewal =
                fixture.event(Purpose.RENEWAL, Optional.empty(), List.of(WANTED), SigningEventState.OPEN);
        assertThat(situation(Map.of("GW2", 4L)).obsolete(renewal)).isEmpty();
        assertThat(fixture.situation(fixture.role(2), Map.of("GW2", 4L), List.of(WANTED, NEW), NOW)
                        .obsolete(renewal))
                .contains("wanted-files-changed");
    }

    @Test
    void whenTheDeltaRolesKeyChangedThenTheEventIsObsolete() {
        Situation now = situation(Map.of("GW2", 4L));
        Situation rekeyed = new Situation(
                now.visible(),
                now.newest(),
                now.wanted(),
                Map.of("GW2", DeltaRole.delegation("GW2", fixture.stranger.publicKey())),
                now.versions(),
                NOW);
        assertThat(rekeyed.obsolete(event)).contains("delta-role-changed");
    }

    /** Somebody said no to a renewal: the same question is not put again before its time is over. */
    @Test
    void whenARenewalWasRefusedThenItStaysRefusedUntilItsTimeIsOverOrTheFilesChange() {
        SigningEvent refused =
                fixture.event(Purpose.RENEWAL, Optional.empty(), List.of(WANTED), SigningEventState.REFUSED);
        assertThat(situation(Map.of()).isStillRefused(refused)).isTrue();
        Situation later = fixture.situation(fixture.role(2), Map.of(), List.of(WANTED), NOW.plus(Duration.ofDays(14)));
        assertThat(later.isStillRefused(refused)).isFalse();
        assertThat(fixture.situation(fixture.role(2), Map.of(), List.of(), NOW).isStillRefused(refused))
                .isFalse();
    }

    @Test
    void whenVersionsAreKnownInOrOutsideTheDatabaseThenTheNextOneIsAboveAll() {
        assertThat(situation(Map.of()).nextVersion("GW2")).isEqualTo(1);
        assertThat(situation(Map.of("GW2", 7L)).nextVersion("GW2")).isEqualTo(8);
    }

    /** A database restored from a backup brings back metadata that were prepared before what devices have seen since. */
    @Test
    void whenDevicesHaveSeenALaterVersionThenPreparedMetadataAreNotUsed() {
        Metadata prepared = event.metadata();
        RepositoryState visible = fixture.visible(fixture.role(2));
        RepositoryState newest = visible.with(List.of(prepared));
        assertThat(prepared(visible, newest, 4)).containsKey("GW2");
        assertThat(prepared(visible, newest, 5)).doesNotContainKey("GW2");
    }

    private static Map<String, Metadata> prepared(RepositoryState visible, RepositoryState newest, long shown) {
        return new Situation(
                        visible,
                        newest,
                        Map.of(),
                        Map.of(),
                        new RoleVersions.Known(Map.of(), Map.of("GW2", shown)),
                        NOW)
                .prepared();
    }
}
