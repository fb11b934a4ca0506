package io.suture.server.timestamp;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.server.audit.LogFinding;
import io.suture.server.audit.LogFixture;
import io.suture.server.audit.LogFsck;
import io.suture.trust.log.Checkpoint;
import io.suture.trust.log.SignedNote;
import io.suture.trust.log.timestamp.TestAuthority;
import io.suture.trust.log.timestamp.TestAuthority.Conduct;
import io.suture.trust.log.timestamp.TimestampAuthority;
import io.suture.trust.log.timestamp.TimestampRequest;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a superuser does to stored time stamps, and what a check of the log says of it. */
class TimestampInspectorIT {

    private static final Instant FIRST = Instant.parse("2026-11-22T08:00:00.123Z");
    private static final TestAuthority AUTHORITY = new TestAuthority();

    private LogFixture fixture;

    @BeforeEach
    void stamp(@TempDir Path directory) {
        fixture = new LogFixture(directory);
        fixture.growSigned(0, 20);
        stamp(20, FIRST);
        fixture.growSigned(20, 40);
        stamp(41, FIRST.plus(Duration.ofDays(2)));
        fixture.growSigned(40, 50);
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    private void stamp(long size, Instant time) {
        String note = fixture.log.checkpoint(LogFixture.LOG, size).block();
        Checkpoint checkpoint = Checkpoint.parse(SignedNote.parse(note).unverifiedText());
        byte[] answer = AUTHORITY.answer(
                TimestampRequest.of(checkpoint, new SecureRandom()).toBytes(), time, Conduct.GOOD);
        new TimestampTable(fixture.database.client(), fixture.database.transaction(), fixture.trail())
                .keep(
                        LogFixture.LOG,
                        size,
                        TimestampAuthority.ofPem(AUTHORITY.rootPem()).verify(answer),
                        answer,
                        time)
                .block();
    }

    private LogFsck.Report check() {
        return fixture.fsck(new TimestampInspector(fixture.database.client()))
                .check(LogFixture.LOG)
                .block();
    }

    @Test
    void whenNobodyTouchedTheStampsThenNothingIsFound() {
        assertThat(check()).isEqualTo(new LogFsck.Report(52, List.of()));
    }

    @Test
    void whenAStampIsOnItsWayIntoTheLogThenNothingIsFound() {
        stamp(52, FIRST.plus(Duration.ofDays(4)));
        assertThat(check().findings()).isEmpty();
    }

    @ParameterizedTest(name = "{1}: {0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "update log_timestamp set token = substring(token from 2) where size = 20 | timestamp | time stamp of size 20",
                "update log_timestamp set token = overlay(token placing '\\x0000'::bytea from octet_length(token)) where size = 41 | timestamp | time stamp of size 41",
                "update log_timestamp set token = (select token from log_timestamp where size = 41) where size = 20 | timestamp-imprint | time stamp of size 20",
                "update log_timestamp set size = 52 where size = 41 | timestamp-imprint | time stamp of size 52",
                "update log_timestamp set size = 53 where size = 41 | timestamp-imprint | time stamp of size 53",
                "update log_timestamp set time = time + interval '1 millisecond' where size = 20 | timestamp-time | time stamp of size 20",
                "update log_timestamp set event_id = (select event_id from audit_leaf where leaf_index = 3) where size = 20 | timestamp-entry | time stamp of size 20",
                "delete from log_timestamp where size = 20 | timestamp-lost |",
            })
    void whenASuperuserChangesAStampThenTheFirstFindingSaysWhere(String sql, String check, String place) {
        fixture.database.asSuperuser("set session_replication_role = replica; " + sql);
        List<LogFinding> findings = check().findings();
        assertThat(findings).isNotEmpty();
        assertThat(findings.getFirst().check()).isEqualTo(check);
        if (place != null) {
            assertThat(findings.getFirst().place()).isEqualTo(place);
        }
        assertThat(findings.getFirst().expected())
                .isNotEqualTo(findings.getFirst().found());
    }
}
