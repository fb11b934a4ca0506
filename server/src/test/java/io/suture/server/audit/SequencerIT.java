package io.suture.server.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.suture.trust.log.MerkleTree;
import io.suture.trust.log.TreeHash;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class SequencerIT {

    private LogFixture fixture;

    @BeforeEach
    void start(@TempDir Path directory) {
        fixture = new LogFixture(directory);
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    /** F8. */
    @Test
    void when100WritersAnd3SequencersRunTogetherThenEachEventGetsOnePlaceInOneOrder() {
        Set<UUID> written = ConcurrentHashMap.newKeySet();
        Flux<UUID> writers = Flux.range(0, 1000).flatMap(fixture::append, 100).doOnNext(written::add);
        Flux<Long> sequencers = Flux.range(0, 3)
                .flatMap(replica -> new Sequencer(
                                new LogTables(fixture.database.client()), fixture.database.transaction())
                        .round()
                        .repeat(() -> written.size() < 1000));
        Flux.merge(writers.then(), sequencers.then()).then().block();
        fixture.sequencer.round().block();
        fixture.sign();

        List<LoggedEntry> entries =
                fixture.log.entries(LogFixture.LOG, 0, 5000).collectList().block();
        assertThat(entries)
                .extracting(LoggedEntry::index)
                .containsExactlyElementsOf(LongStream.range(0, 1000).boxed().toList());
        assertThat(entries)
                .extracting(LoggedEntry::event)
                .doesNotHaveDuplicates()
                .hasSameElementsAs(written);
        List<TreeHash> leaves =
                entries.stream().map(entry -> MerkleTree.leafHash(entry.leaf())).toList();
        assertThat(fixture.tables.head(LogFixture.LOG).block().root()).isEqualTo(MerkleTree.root(leaves));
    }

    @Test
    void whenABusinessTransactionRollsBackThenItsEventIsNotLogged() {
        Mono<Void> business = fixture.writer
                .append(LogFixture.event(1))
                .then(Mono.<Void>error(new IllegalStateException("business fails")))
                .as(fixture.database.transaction()::transactional);
        assertThatThrownBy(business::block).isInstanceOf(IllegalStateException.class);
        assertThat(fixture.sequencer.round().block()).isZero();
    }

    @Test
    void whenAnEventBeganAfterAnotherCommittedThenItStandsLater() {
        List<UUID> order =
                Flux.range(0, 20).concatMap(fixture::append).collectList().block();
        fixture.sequencer.round().block();
        fixture.sign();
        assertThat(fixture.log
                        .entries(LogFixture.LOG, 0, 100)
                        .map(LoggedEntry::event)
                        .collectList()
                        .block())
                .isEqualTo(order);
    }

    @Test
    void whenMoreThanOneBatchIsPendingThenARoundDrainsAll() {
        Flux.range(0, Sequencer.BATCH + 1).flatMap(fixture::append, 16).blockLast();
        assertThat(fixture.sequencer.round().block()).isEqualTo(Sequencer.BATCH + 1L);
        assertThat(fixture.sequencer.round().block()).isZero();
    }

    @Test
    void whenAStoredLeafIsEditedThenTheLogIsNotGrown() {
        fixture.grow(0, 5);
        fixture.database.asSuperuser("update audit_leaf set leaf_hash = sha256('x') where leaf_index = 2");
        fixture.append(6).block();
        assertThatThrownBy(() -> fixture.sequencer.round().block()).isInstanceOf(LogDamagedException.class);
    }

    /** F1. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "update audit_event set kind = 'x'",
                "delete from audit_event",
                "update audit_event set sealed = '{}'",
                "update audit_pending set facts = '{}'",
                "update audit_leaf set facts = '{}'",
                "delete from audit_erasure",
                "update audit_leaf set leaf_index = 9",
                "delete from audit_leaf",
                "update log_tile set root = ''",
                "delete from log_tile",
                "update log_checkpoint set note = ''",
                "delete from log_checkpoint",
                "delete from log_head",
                "delete from receipt",
                "truncate audit_event cascade",
                "drop table audit_event cascade",
                "alter table audit_event disable trigger all"
            })
    void whenTheApplicationRoleChangesTheLogThenItIsDenied(String sql) {
        fixture.grow(0, 3);
        assertThatThrownBy(() -> fixture.database.client().sql(sql).then().block())
                .rootCause()
                .hasMessageMatching(".*(permission denied|must be owner).*");
    }
}
