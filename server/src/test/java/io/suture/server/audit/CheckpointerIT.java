package io.suture.server.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.suture.trust.log.Checkpoint;
import io.suture.trust.log.ConsistencyProof;
import io.suture.trust.log.MerkleTree;
import io.suture.trust.log.Proofs;
import io.suture.trust.log.SignedNote;
import io.suture.trust.log.TilePath;
import io.suture.trust.log.TlogProof;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.Status;
import reactor.core.publisher.Mono;

class CheckpointerIT {

    private static final String LOG = LogFixture.LOG;

    private LogFixture fixture;

    @TempDir
    private Path directory;

    @BeforeEach
    void start() {
        fixture = new LogFixture(directory);
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    private Checkpoint newest() {
        String note = fixture.log.checkpoint(LOG).block();
        return fixture.signer.open(note);
    }

    @Test
    void whenTheLogGrewThenTheCheckpointIsSignedAndKeptOutsideTheDatabase() throws Exception {
        fixture.grow(0, 3);
        fixture.sign();
        assertThat(newest().size()).isEqualTo(3);
        assertThat(newest().origin()).isEqualTo(LogFixture.ORIGIN);
        assertThat(Files.readString(directory.resolve("log/exm/checkpoint")))
                .isEqualTo(fixture.log.checkpoint(LOG).block());
    }

    @Test
    void whenEveryEntryIsProvedThenEveryProofVerifiesAcrossTileBorders() {
        int[] sizes = {1, 2, 255, 256, 257, 520};
        int from = 0;
        for (int size : sizes) {
            fixture.grow(from, size);
            fixture.sign();
            from = size;
        }
        Checkpoint newest = newest();
        for (LoggedEntry entry : fixture.log.entries(LOG, 0, 1000).collectList().block()) {
            TlogProof proof = fixture.log.inclusion(LOG, entry.index()).block();
            Proofs.verifyInclusion(
                    MerkleTree.leafHash(entry.leaf()), entry.index(), newest.size(), proof.hashes(), newest.root());
        }
        for (int old : sizes) {
            Checkpoint before = Checkpoint.parse(
                    SignedNote.parse(fixture.log.checkpoint(LOG, old).block()).unverifiedText());
            ConsistencyProof proof = fixture.log.consistency(LOG, old, 520).block();
            Proofs.verifyConsistency(old, before.root(), 520, newest.root(), proof.hashes());
        }
    }

    @Test
    void whenTilesAreReadThenFullAndPartialOnesAreServedUpToTheCheckpoint() {
        fixture.grow(0, 300);
        assertThat(fixture.log.tile(LOG, TilePath.parse("tile/0/000")).block()).isNull();
        fixture.sign();
        assertThat(fixture.log.tile(LOG, TilePath.parse("tile/0/000")).block().hashes())
                .hasSize(256);
        assertThat(fixture.log
                        .tile(LOG, TilePath.parse("tile/0/001.p/44"))
                        .block()
                        .hashes())
                .hasSize(44);
        assertThat(fixture.log
                        .tile(LOG, TilePath.parse("tile/1/000.p/1"))
                        .block()
                        .hashes())
                .hasSize(1);
        assertThat(fixture.log.tile(LOG, TilePath.parse("tile/0/001.p/45")).block())
                .isNull();
    }

    @Test
    void whenACrashFollowsTheFileThenTheSameCheckpointIsSignedAgain() {
        fixture.grow(0, 4);
        fixture.sign();
        String before = fixture.log.checkpoint(LOG).block();
        fixture.database.asSuperuser("delete from log_publication");
        fixture.database.asSuperuser("delete from log_checkpoint");
        fixture.sign();
        assertThat(fixture.log.checkpoint(LOG).block()).isEqualTo(before);
    }

    /** E14, fork safety: the database was restored from a backup. */
    @Test
    void whenTheFileIsNewerThanTheDatabaseThenNothingIsSigned() {
        fixture.grow(0, 6);
        fixture.sign();
        try (LogFixture restored = new LogFixture(directory, fixture.signer)) {
            restored.grow(0, 4);
            assertThatThrownBy(() -> restored.checkpointer().sign(LOG).block())
                    .isInstanceOf(LogDamagedException.class)
                    .hasMessageContaining("size 6 was signed");
            restored.grow(4, 8);
            assertThatThrownBy(() -> restored.checkpointer().sign(LOG).block())
                    .isInstanceOf(LogDamagedException.class)
                    .hasMessageContaining("another root was signed for size 6");
            assertThat(restored.log.checkpoint(LOG).block()).isNull();
        }
    }

    @Test
    void whenTheHeadIsEditedThenNothingIsSigned() {
        fixture.grow(0, 5);
        fixture.database.asSuperuser("update log_head set root = sha256('x')");
        assertThatThrownBy(() -> fixture.checkpointer().sign(LOG).block()).isInstanceOf(LogDamagedException.class);
        assertThat(directory.resolve("log/exm/checkpoint")).doesNotExist();
    }

    @Test
    void whenTheServerStartsOverADamagedLogThenTheLogIsOnlyRead() {
        fixture.grow(0, 5);
        fixture.sign();
        fixture.database.asSuperuser("update audit_leaf set leaf_hash = sha256('x') where leaf_index = 4");
        fixture.append(6).block();
        LogKeeper keeper = fixture.keeper();
        assertThat(keeper.sequence().block()).isZero();
        keeper.sign().block();
        assertThat(fixture.tables.head(LOG).block().size()).isEqualTo(5);
        assertThat(keeper.health().block().getStatus()).isEqualTo(Status.DOWN);
    }

    @Test
    void whenTheServerStartsOverAWholeLogThenTheLogGrows() {
        fixture.grow(0, 5);
        fixture.sign();
        fixture.append(6).block();
        LogKeeper keeper = fixture.keeper();
        assertThat(keeper.sequence().block()).isOne();
        keeper.sign().block();
        assertThat(newest().size()).isEqualTo(6);
        assertThat(keeper.health().block().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void whenTwoReplicasSignTogetherThenThereIsOneCheckpointForTheSize(@TempDir Path second) {
        fixture.grow(0, 5);
        Mono.when(fixture.checkpointer().sign(LOG), fixture.checkpointer(second).sign(LOG))
                .block();
        assertThat(fixture.tables.checkpoints(LOG).collectList().block()).hasSize(1);
    }

    @Test
    void whenAnEventIsAwaitedThenItsPositionComesWithTheFirstCheckpointThatCoversIt() {
        fixture.grow(0, 2);
        fixture.sign();
        UUID event = fixture.append(2).block();
        var awaited = fixture.log.awaitCheckpoint(LOG, event).toFuture();
        fixture.sequencer.round().then(fixture.keeper().sign()).block();
        assertThat(awaited.join()).isEqualTo(new LogPosition(LOG, event, 2, 3));
    }
}
