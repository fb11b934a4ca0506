package io.suture.server.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.suture.server.testing.Factory;
import io.suture.server.testing.TestDatabase;
import io.suture.server.testing.TestPki;
import io.suture.server.testing.TestServer;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With which settings a server starts is in the log when they changed. */
class ConfigurationWatchIT {

    private static final String NAME = "suture.fleet.silent-after";

    private static long events(TestDatabase database) {
        return Objects.requireNonNull(database.client()
                .sql("select count(*) from audit_event where kind = 'configuration.changed'")
                .map(row -> Objects.requireNonNull(row.get(0, Long.class)))
                .one()
                .block());
    }

    /** Returns the settings that the newest event tells of. */
    private static List<JsonObject> newest(TestDatabase database, SealedSections sections) {
        return database.client()
                .sql("select s.* from audit_section s join logged_configuration c on c.event_id = s.event_id"
                        + " where s.name = 'detail'")
                .map(row -> SealedSections.Row.of(row))
                .one()
                .flatMap(sections::open)
                .map(section -> Json.parseObject(section.body()).objects("settings"))
                .block();
    }

    private static JsonObject change(String name, String old, String now) {
        JsonObject.Builder change = JsonObject.builder().put("name", name);
        if (old != null) {
            change.put("old", old);
        }
        if (now != null) {
            change.put("new", now);
        }
        return change.build();
    }

    private static ConfigurationWatch watch(LogFixture fixture, Map<String, String> settings) {
        return new ConfigurationWatch(
                () -> new TreeMap<>(settings),
                fixture.database.client(),
                fixture.database.transaction(),
                fixture.writer);
    }

    @Test
    void whenSettingsChangeThenOldAndNewAreLoggedAndNothingWhenTheyDoNot(@TempDir Path directory) {
        try (LogFixture fixture = new LogFixture(directory)) {
            watch(fixture, Map.of("a", "1", "b", "2")).log().block();
            assertThat(newest(fixture.database, fixture.sections()))
                    .containsExactly(change("a", null, "1"), change("b", null, "2"));
            watch(fixture, Map.of("a", "1", "b", "2")).log().block();
            assertThat(events(fixture.database)).isOne();
            watch(fixture, Map.of("a", "3", "c", "4")).log().block();
            assertThat(newest(fixture.database, fixture.sections()))
                    .containsExactly(change("a", "1", "3"), change("b", "2", null), change("c", null, "4"));
            assertThat(events(fixture.database)).isEqualTo(2);
        }
    }

    @Test
    void whenTheChangeCannotBeLoggedThenTheServerDoesNotStart(@TempDir Path directory) {
        try (LogFixture fixture = new LogFixture(directory)) {
            fixture.database.asSuperuser("""
                    create function no_event() returns trigger language plpgsql as $$
                    begin raise exception 'the disk is full'; end $$;
                    create trigger no_event before insert on audit_event for each row execute function no_event()""");
            ConfigurationWatch watch = watch(fixture, Map.of("a", "1"));
            assertThatThrownBy(watch::start).rootCause().hasMessageContaining("the disk is full");
            assertThat(watch.isRunning()).isFalse();
        }
    }

    @Test
    void whenAServerIsStartedAgainThenOnlyWhatChangedIsLoggedAndNoSecretEver(@TempDir Path directory) {
        try (TestDatabase database = new TestDatabase()) {
            TestPki pki = new TestPki();
            String admin = new Factory().keys().get("admin").publicKey().toPem();
            start(database, directory, pki, admin, Map.of()).close();
            assertThat(events(database)).isOne();
            start(database, directory, pki, admin, Map.of()).close();
            assertThat(events(database)).isOne();
            try (TestServer server = start(database, directory, pki, admin, Map.of(NAME, "10d"))) {
                assertThat(events(database)).isEqualTo(2);
                assertThat(newest(database, server.bean(SealedSections.class)))
                        .containsExactly(change(NAME, "PT720H", "PT240H"));
            }
            String logged = database.client()
                    .sql("select settings from logged_configuration")
                    .map(row -> LogTables.text(row, "settings"))
                    .one()
                    .block();
            JsonObject settings = Json.parseObject(logged.getBytes(StandardCharsets.UTF_8));
            assertThat(settings.keys())
                    .contains("suture.public-host", "suture.database.application.user", "suture.tuf.delta-lifetime")
                    .noneMatch(EffectiveSettings::isSecret);
            assertThat(logged).doesNotContain("PRIVATE KEY");
        }
    }

    private static TestServer start(
            TestDatabase database, Path directory, TestPki pki, String admin, Map<String, String> more) {
        return new TestServer(database, directory, pki, admin, context -> {}, more);
    }
}
