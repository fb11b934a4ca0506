package io.suture.server.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.server.testing.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Migration 22 moves sections and facts of a log that is there. */
class EventRowsMigrationIT {

    private static final String LEAF = "00000000-0000-0000-0000-00000000000a";
    private static final String PENDING = "00000000-0000-0000-0000-00000000000b";
    private static final String BARE = "00000000-0000-0000-0000-00000000000c";

    private static final String LOG = """
            insert into audit_event (id, manufacturer, kind, time, leaf) values
              ('%1$s', 'exm', 'release.published', now(), 'x'),
              ('%2$s', 'exm', 'sign-in.failed', now(), 'y'),
              ('%3$s', 'exm', 'person.created', now(), 'z');
            insert into audit_section (event_id, name, key_id, sealed) values
              ('%1$s', 'detail', repeat('d', 32), decode(repeat('02', 60), 'hex')),
              ('%1$s', 'actor', repeat('a', 32), decode(repeat('01', 60), 'hex')),
              ('%2$s', 'actor', repeat('b', 32), decode(repeat('03', 60), 'hex'));
            insert into audit_fact (event_id, manufacturer, name, value) values
              ('%1$s', 'exm', 'release', 'GW2/3.1.1'), ('%1$s', 'exm', 'outcome', 'done'),
              ('%2$s', 'exm', 'actor', 'code');
            insert into audit_leaf (manufacturer, leaf_index, event_id, leaf_hash) values ('exm', 0, '%1$s', sha256('x'));
            insert into audit_pending (event_id, manufacturer, hint)
            select id, manufacturer, hint from audit_event where id in ('%2$s', '%3$s');
            """.formatted(LEAF, PENDING, BARE);

    @Test
    void whenALogOfTheVersionBeforeIsMigratedThenNoSectionAndNoFactIsLost() {
        try (TestDatabase database = TestDatabase.ofVersion("21")) {
            database.asSuperuser(LOG);
            database.migrate("latest");
            assertThat(texts(
                            database,
                            "select event_id || ' ' || name || ' ' || left(key_id, 1) || ' ' || encode(substr(sealed, 60), 'hex')"
                                    + " from audit_section order by event_id, name"))
                    .containsExactly(LEAF + " actor a 01", LEAF + " detail d 02", PENDING + " actor b 03");
            assertThat(texts(
                            database,
                            "select event_id || ' ' || array_to_string(facts, ' ') from audit_fact order by event_id"))
                    .containsExactly(
                            LEAF + " kind=release.published kind=release.* outcome=done release=GW2/3.1.1",
                            PENDING + " kind=sign-in.failed kind=sign-in.* actor=code",
                            BARE + " kind=person.created kind=person.*");
        }
    }

    private static List<String> texts(TestDatabase database, String sql) {
        return database.client()
                .sql(sql)
                .map(row -> row.get(0, String.class))
                .all()
                .collectList()
                .block();
    }
}
