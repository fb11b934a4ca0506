package io.suture.server.signing;

import static io.suture.server.testing.Await.awaitAnswer;
import static org.assertj.core.api.Assertions.assertThat;

import io.suture.server.testing.Api.Answer;
import io.suture.server.testing.Factory;
import io.suture.trust.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** E14, P6: a database restored from a backup forgot versions that were given out; the marks outside it did not. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RestoredDatabaseIT {

    private static final String TABLES =
            "select tablename from pg_tables" + " where schemaname = 'public' and tablename <> 'flyway_schema_history'";

    private SigningScene scene;

    @BeforeAll
    void found(@TempDir Path folder) {
        scene = new SigningScene(folder, Map.of());
    }

    @AfterAll
    void stop() {
        scene.close();
    }

    private void backUp() {
        scene.database.asSuperuser("""
                create schema backup;
                do $$ declare t text; begin
                  for t in %s loop execute format('create table backup.%%I as table public.%%I', t, t); end loop;
                end $$
                """.formatted(TABLES));
    }

    private void restore() {
        scene.tamper("""
                do $$ declare t text; begin
                  for t in %s loop
                    execute format('delete from public.%%I', t);
                    execute format('insert into public.%%I overriding system value select * from backup.%%I', t, t);
                  end loop;
                end $$
                """.formatted(TABLES));
    }

    @Test
    void whenAnOlderDatabaseIsRestoredThenNoVersionIsGivenOutAgainAndDevicesGoOn() throws IOException {
        String first = scene.published();
        String second = scene.approved();
        JsonObject pending = scene.opened(second);
        backUp();
        scene.sign("qa.one", pending).expect(200);
        scene.release(second, "publication").expect(200);
        awaitAnswer(() -> scene.devicesFind(second));
        String third = scene.published();
        long given = scene.count("select max(version) from tuf_version where role = 'GW2'");
        long timestamp = scene.count("select max(version) from tuf_version where role = 'timestamp'");

        scene.restart(this::restore);

        // the log knows that its end is missing: nothing is published before people decided what to do
        Answer late = scene.sign("qa.one", pending);
        assertThat(late.expect(409).json().string("reason")).isEqualTo("newer-version");
        JsonObject again = scene.opened(second);
        assertThat(again.integer("version")).isEqualTo(given + 1);
        assertThat(scene.state(second)).isEqualTo("approved");
        scene.refuse("qa.one", again).expect(200);

        // they give the lost end of the log up: what devices see again is newer than what they saw
        for (String log : new String[] {Factory.MANUFACTURER, "_platform"}) {
            Files.deleteIfExists(scene.directory().resolve("log").resolve(log).resolve("checkpoint"));
        }
        scene.renew();
        JsonObject renewal = scene.events("open").getFirst();
        assertThat(renewal.integer("version")).isEqualTo(given + 2);
        scene.sign("vv.one", renewal).expect(200);
        assertThat(scene.count("select max(version) from tuf_metadata where role = 'timestamp' and visible"))
                .isGreaterThan(timestamp);
        awaitAnswer(() -> scene.devicesFind(first));
        assertThat(scene.devicesFind(third)).isFalse();
    }
}
