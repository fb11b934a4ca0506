package io.suture.server.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.suture.server.audit.Erasures.Logged;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;

/** The end of a key: never before its entry is there, and in spite of a crash after that. */
class ErasuresIT {

    private static final DataSubject PERSON = DataSubject.person("person-3");

    @TempDir
    private Path directory;

    private LogFixture fixture;

    @BeforeEach
    void logSomething() {
        fixture = new LogFixture(directory);
        append(LogFixture.about("person-3"))
                .as(fixture.database.transaction()::transactional)
                .block();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private Mono<UUID> append(AuditEvent event) {
        return fixture.writer.append(event);
    }

    private String key() {
        return fixture.keys.find(LogFixture.LOG, PERSON).orElseThrow().id();
    }

    @Test
    void whenTheEntryIsNotWrittenThenTheKeyStays() {
        String key = key();

        assertThatThrownBy(() -> fixture.erasures()
                        .erase(LogFixture.LOG, Mono.error(new IllegalStateException("no entry")))
                        .block())
                .hasMessage("no entry");

        assertThat(fixture.keys.find(key)).isPresent();
    }

    /** What a server leaves that is killed between the commit and the end of the key. */
    @Test
    void whenAServerIsKilledBeforeTheKeyIsDestroyedThenTheJobDestroysIt() {
        String key = key();
        append(LogFixture.event(1))
                .flatMap(event -> fixture.erasures().record(LogFixture.LOG, new Logged(event, key)))
                .as(fixture.database.transaction()::transactional)
                .block();
        assertThat(fixture.keys.find(key)).isPresent();

        fixture.erasures().complete().block();

        assertThat(fixture.keys.find(key)).isEmpty();
        assertThat(fixture.keys.find(LogFixture.LOG, PERSON)).isEmpty();
    }

    @Test
    void whenTheSubjectIsKnownThenItsKeyIsNamedAndOtherwiseNot() {
        assertThat(fixture.erasures().keyOf(LogFixture.LOG, PERSON).block()).isEqualTo(key());
        assertThatThrownBy(() -> fixture.erasures()
                        .keyOf(LogFixture.LOG, DataSubject.device("D-404"))
                        .block())
                .hasMessageContaining("not-found");
    }
}
