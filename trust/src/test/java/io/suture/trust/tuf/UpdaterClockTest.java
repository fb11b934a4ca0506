package io.suture.trust.tuf;

import static io.suture.trust.tuf.RepositorySimulator.NOW;
import static io.suture.trust.tuf.RepositorySimulator.SAFE_EXPIRY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A device whose clock is wrong: what still holds, and that nothing is spoilt (TUF 5.1, specification section 7.1). */
class UpdaterClockTest {

    private final RepositorySimulator repository = new RepositorySimulator();
    private final Client client = new Client(repository);

    /** Expiry cannot be noticed, rollback can. */
    @Test
    void whenTheClockIsBehindThenVersionsStillCannotFall() {
        client.now = Instant.EPOCH;
        repository.timestampExpires = NOW.minusSeconds(1);
        repository.publishAll();
        client.refresh();
        assertThat(client.versions()).hasToString("{root=1, snapshot=2, targets=2, timestamp=2}");
        repository.timestampVersion = 0;
        repository.publish("timestamp");
        assertThatThrownBy(client::refresh).isInstanceOf(TufException.MetadataRollback.class);
    }

    @Test
    void whenTheClockWasBehindAndIsSetThenTheExpiredFilesAreNotUsed() {
        client.now = Instant.EPOCH;
        repository.snapshotExpires = NOW.minusSeconds(1);
        repository.publish("snapshot", "timestamp");
        client.refresh();
        client.now = NOW;
        assertThatThrownBy(client::refresh)
                .asInstanceOf(type(TufException.MetadataExpired.class))
                .satisfies(e -> assertThat(e.role()).isEqualTo("snapshot"));
        repository.snapshotExpires = SAFE_EXPIRY;
        repository.publish("snapshot", "timestamp");
        client.refresh();
        assertThat(client.versions()).containsEntry("snapshot", 3L);
    }

    @Test
    void whenTheClockIsAheadThenEverythingIsExpiredAndNothingChanges() {
        client.refresh();
        repository.publishAll();
        client.now = SAFE_EXPIRY.plusSeconds(1);
        assertThatThrownBy(client::refresh)
                .asInstanceOf(type(TufException.MetadataExpired.class))
                .satisfies(e -> assertThat(e.role()).isEqualTo("root"))
                .satisfies(e -> assertThat(e.expires()).isEqualTo(SAFE_EXPIRY));
        assertThat(client.versions()).hasToString("{root=1, snapshot=1, targets=1, timestamp=1}");
        client.now = NOW;
        client.refresh();
        assertThat(client.versions()).hasToString("{root=1, snapshot=2, targets=2, timestamp=2}");
    }

    /** Instant.MAX would overflow a careless addition. */
    @Test
    void whenTheClockIsAtTheEndOfTimeThenTheRefusalIsTheSame() {
        client.now = Instant.MAX;
        assertThatThrownBy(client::refresh).isInstanceOf(TufException.MetadataExpired.class);
        client.now = Instant.MIN;
        client.refresh();
    }
}
