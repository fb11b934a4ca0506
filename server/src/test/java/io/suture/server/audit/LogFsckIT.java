package io.suture.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a superuser does to the database, and what a check of the log says of it (reliability case F2, F3, F5). */
class LogFsckIT {

    private static final int ENTRIES = 300;

    private LogFixture fixture;

    @BeforeEach
    void grow(@TempDir Path directory) {
        fixture = new LogFixture(directory);
        fixture.grow(0, 270);
        fixture.sign();
        fixture.grow(270, ENTRIES);
        fixture.sign();
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    private LogFsck.Report check() {
        return fixture.fsck().check(LogFixture.LOG).block();
    }

    @Test
    void whenNobodyTouchedTheDatabaseThenNothingIsFound() {
        assertThat(check()).isEqualTo(new LogFsck.Report(ENTRIES, List.of()));
    }

    @Test
    void whenEventsAreOnTheirWayThenNothingIsFound() {
        fixture.append(1).block();
        assertThat(check().findings()).isEmpty();
    }

    @ParameterizedTest(name = "{1}: {0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "update audit_event set leaf = replace(convert_from(leaf, 'UTF8'), '\"number\":17', '\"number\":71')::bytea where id = (select event_id from audit_leaf where leaf_index = 17) | leaf-hash | entry 17",
                "update audit_event set kind = 'release.created' where id = (select event_id from audit_leaf where leaf_index = 5) | kind | entry 5",
                "update audit_event set time = time - interval '1 hour' where id = (select event_id from audit_leaf where leaf_index = 6) | time | entry 6",
                "update audit_leaf set leaf_hash = sha256('x') where leaf_index = 280 | leaf-hash | entry 280",
                "delete from audit_leaf where leaf_index = 40 | index | entry 41",
                "delete from audit_leaf where leaf_index = 299 | head | head",
                "update audit_leaf set leaf_index = case leaf_index when 7 then 100007 else 100008 end where leaf_index in (7, 8); update audit_leaf set leaf_index = case leaf_index when 100007 then 8 else 7 end where leaf_index in (100007, 100008) | tile | tile/0/000",
                "update log_tile set hashes = overlay(hashes placing '\\x00'::bytea from 33) | tile | tile/0/000",
                "update log_tile set root = sha256('x') | tile-root | tile/0/000",
                "delete from log_tile | tile | tile/0/000",
                "update log_checkpoint set root = sha256('x') where size = 270 | checkpoint | checkpoint 270",
                "update log_checkpoint set note = replace(note, 'audit', 'audit2') where size = 270 | checkpoint-note | checkpoint 270",
                "update log_head set size = 299 | head | head",
                "update log_head set root = sha256('x') | head | head",
                "insert into audit_event (id, manufacturer, kind, time, leaf) values (gen_random_uuid(), 'exm', 'x', now(), 'x') | event |",
                "update audit_event set section_names = '{}', section_keys = '{}', sealed = '{}' where id = (select event_id from audit_leaf where leaf_index = 3) | section |",
                "update audit_event set sealed = array[overlay(sealed[1] placing '\\x00'::bytea from 20)] where id = (select event_id from audit_leaf where leaf_index = 3) | section |",
                "update audit_event a set sealed = b.sealed, section_keys = b.section_keys from audit_event b where a.id = (select event_id from audit_leaf where leaf_index = 3) and b.id = (select event_id from audit_leaf where leaf_index = 4) | section |",
                "update audit_event set section_keys = array[repeat('0', 32)::uuid] where id = (select event_id from audit_leaf where leaf_index = 3) | section-key |",
            })
    void whenASuperuserChangesARowThenTheFirstFindingSaysWhere(String sql, String check, String place) {
        fixture.database.asSuperuser(sql);
        List<LogFinding> findings = check().findings();
        assertThat(findings).isNotEmpty();
        assertThat(findings.getFirst().check()).isEqualTo(check);
        if (place != null) {
            assertThat(findings.getFirst().place()).isEqualTo(place);
        }
        assertThat(findings.getFirst().expected())
                .isNotEqualTo(findings.getFirst().found());
    }

    /** Everything below the signature is made to fit: only what lies outside the database says that this is another history. */
    @Test
    void whenTheWholeDatabaseIsReplacedByAnotherHistoryThenTheCheckpointOutsideSaysSo(@TempDir Path elsewhere) {
        try (LogFixture other = new LogFixture(elsewhere, fixture.signer)) {
            other.grow(1000, 1000 + ENTRIES);
            LogFsck.Report report =
                    other.fsck(fixture.dataDirectory).check(LogFixture.LOG).block();
            assertThat(report.findings()).extracting(LogFinding::check).contains("kept-checkpoint");
        }
    }

    /** A person's sections are erased: nobody reads them any more, every proof stays, the log is whole. */
    @Test
    void whenSectionsAreErasedThenTheLogIsWholeStill() {
        AuditEvent event = LogFixture.about("person-3");
        fixture.writer
                .append(event)
                .as(fixture.database.transaction()::transactional)
                .block();
        fixture.sequencer.round().block();
        DataSubject person = DataSubject.person("person-3");
        String key = fixture.erasures().keyOf(LogFixture.LOG, person).block();
        fixture.erasures()
                .erase(
                        LogFixture.LOG,
                        fixture.writer.append(LogFixture.event(1)).map(entry -> new Erasures.Logged(entry, key)))
                .block();
        fixture.sequencer.round().block();
        fixture.sign();
        assertThat(check()).isEqualTo(new LogFsck.Report(ENTRIES + 2L, List.of()));
        assertThat(fixture.keys.find(LogFixture.LOG, person)).isEmpty();
    }
}
