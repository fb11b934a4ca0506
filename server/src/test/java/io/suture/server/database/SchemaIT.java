package io.suture.server.database;

import static io.suture.server.testing.PostgresSupport.APPLICATION;
import static io.suture.server.testing.PostgresSupport.SERVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.suture.server.testing.RunningServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the application role cannot do (reliability.md F1), and that no row changes without an audit event (P3). */
@Execution(ExecutionMode.SAME_THREAD) // one server for all of these
class SchemaIT {

    private final String database = RunningServer.get().database();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update audit_event set kind = 'x'",
                "delete from audit_event",
                "truncate audit_event",
                "update audit_event set sealed = '{}'",
                "update audit_pending set facts = '{}'",
                "update audit_leaf set facts = '{}'",
                "delete from audit_erasure",
                "delete from erasure_request",
                "update audit_leaf set leaf_index = 7",
                "delete from audit_leaf",
                "update log_checkpoint set note = ''",
                "delete from log_checkpoint",
                "update log_publication set cosignatures = ''",
                "delete from log_publication",
                "update log_timestamp set token = ''",
                "delete from log_timestamp",
                "delete from syslog_cursor",
                "update log_tile set hashes = ''",
                "delete from log_head",
                "update evidence set envelope = ''",
                "delete from evidence",
                "update evidence_file set length = 1",
                "delete from evidence_file",
                "delete from log_review",
                "update log_review_comment set text = ''",
                "delete from log_review_comment",
                "update receipt set result = ''",
                "delete from release",
                "update release_history set reason = ''",
                "update tuf_target set bytes = ''",
                "delete from tuf_metadata",
                "create table mine (id int)",
                "alter table release add column mine int",
                "alter table release disable trigger audited",
                "drop table release",
                "drop trigger audited on release",
                "create or replace function audited_row() returns trigger language plpgsql as 'begin return new; end'",
                "set session_replication_role = replica",
                "select * from flyway_schema_history"
            })
    void whenApplicationRoleRewritesHistoryThenPostgresRefuses(String sql) {
        assertThatThrownBy(() -> execute(sql))
                .isInstanceOf(SQLException.class)
                .hasMessageMatching("(?s).*(permission denied|must be owner).*");
    }

    /** Tables whose rows change without an audit event of their own, and why. */
    private static final Map<String, String> WITHOUT_EVENT = Map.ofEntries(
            Map.entry("audit_event", "the log itself"),
            Map.entry("audit_pending", "the log itself"),
            Map.entry("audit_leaf", "the log itself"),
            Map.entry("log_head", "the log itself"),
            Map.entry("log_tile", "the log itself"),
            Map.entry("log_checkpoint", "the log itself"),
            Map.entry("log_publication", "the log itself"),
            Map.entry(
                    "tuf_metadata", "signed bytes; what they are for is signed, published or withdrawn with an event"),
            Map.entry("syslog_cursor", "how far a receiver was told the log"),
            Map.entry("tuf_version", "counts the rows of tuf_metadata"),
            Map.entry("signing_intent", "explains signatures that a crash left without a decision"),
            Map.entry("snapshot_version", "tells listeners to look again"),
            Map.entry("device_change", "tells listeners to look again"),
            Map.entry("device_contact", "when a device was last seen"),
            Map.entry("used_assertion", "against replay; the sign-in has its event"),
            Map.entry("passkey_challenge", "against replay; the sign-in has its event"),
            Map.entry("passkey_counter", "against copies; the sign-in has its event"),
            Map.entry("totp_use", "against replay; the sign-in has its event"),
            Map.entry("sign_in_throttle", "against guessing; each failed attempt has its event"),
            Map.entry("flyway_schema_history", "the migration's own"));

    @Test
    void whenATableIsNotAuditedThenItIsOnTheListWithItsReason() throws SQLException {
        List<String> found = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(SERVER.jdbcUrl(database), APPLICATION, APPLICATION);
                Statement statement = connection.createStatement();
                ResultSet tables = statement.executeQuery("""
                        select relname from pg_class t where relkind = 'r' and relnamespace = 'public'::regnamespace
                        and not exists (select 1 from pg_trigger g join pg_proc p on p.oid = g.tgfoid
                                        where g.tgrelid = t.oid and p.proname = 'audited_row' and g.tgenabled <> 'D')
                        """)) {
            while (tables.next()) {
                found.add(tables.getString(1));
            }
        }
        assertThat(found).containsExactlyInAnyOrderElementsOf(WITHOUT_EVENT.keySet());
    }

    @Test
    void whenRowIsChangedWithItsOldEventThenTheTriggerRefuses() {
        assertThatThrownBy(() -> execute("update manufacturer set name = 'other' where id = 'exm'"))
                .hasMessageContaining("keeps its audit event");
    }

    @Test
    void whenRowPointsToAnEventOfAnotherTransactionThenTheTriggerRefuses() {
        assertThatThrownBy(
                        () -> execute(
                                "insert into facility (id, name, created_at, event_id) select 'F-X', 'x', now(), id from audit_event limit 1"))
                .hasMessageContaining("without an audit event in its transaction");
    }

    @Test
    void whenEventIsWrittenInTheSameTransactionThenTheRowIsAccepted() throws SQLException {
        assertThat(execute("""
                        do $$ declare event uuid := gen_random_uuid(); begin
                          insert into audit_event (id, manufacturer, kind, time, leaf) values (event, 'test', 'facility.created', now(), '\\x00');
                          insert into facility (id, name, created_at, event_id) values ('F-Y', 'y', now(), event);
                        end $$
                        """)).isZero();
    }

    private int execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(SERVER.jdbcUrl(database), APPLICATION, APPLICATION);
                Statement statement = connection.createStatement()) {
            return statement.execute(sql) ? 1 : 0;
        }
    }
}
