package io.suture.server.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.suture.server.testing.RunningWitness;
import io.suture.trust.log.LogPolicy;
import io.suture.trust.log.LogSigner;
import io.suture.trust.log.NoteKey;
import io.suture.trust.log.PolicyFile;
import io.suture.trust.log.WitnessedCheckpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.health.contributor.Status;

/** A log whose checkpoints two real witnesses must cosign before anybody sees them (tlog-witness, F4). */
class WitnessedLogIT {

    private static final String LOG = LogFixture.LOG;

    private final LogSigner signer = LogFixture.newSigner();
    private final List<AutoCloseable> opened = new ArrayList<>();
    private RunningWitness hospital;
    private RunningWitness body;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() {
        hospital = opened(RunningWitness.start(folder.resolve("hospital"), "w1.hospital.example/gw", signer.keys()));
        body = opened(RunningWitness.start(folder.resolve("body"), "body.example/w", signer.keys()));
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable each : opened.reversed()) {
            each.close();
        }
    }

    private <T extends AutoCloseable> T opened(T resource) {
        opened.add(resource);
        return resource;
    }

    /** Two witnesses with two keys each; both must sign. */
    private String policyText() {
        StringBuilder text = new StringBuilder();
        signer.keys().forEach(key -> text.append("log ").append(key.vkey()).append('\n'));
        witness(text, "hospital", hospital);
        witness(text, "body", body);
        return text + "group both all hospital body\nquorum both\n";
    }

    private static void witness(StringBuilder text, String name, RunningWitness witness) {
        int number = 0;
        for (String vkey : witness.vkeys()) {
            text.append("witness %s-%d %s %s/\n".formatted(name, ++number, vkey, witness.url()));
        }
        text.append("group %s any %s-1 %s-2\n".formatted(name, name, name));
    }

    private Path policyFile(String text) throws IOException {
        return Files.writeString(folder.resolve("witnesses.policy"), text);
    }

    private LogFixture log(String dataDirectory) throws IOException {
        return opened(new LogFixture(folder.resolve(dataDirectory), signer, List.of(policyFile(policyText()))));
    }

    private LogPolicy policy() {
        return PolicyFile.parse(policyText().getBytes(StandardCharsets.UTF_8)).of(LogFixture.ORIGIN);
    }

    private static void round(LogKeeper keeper) {
        keeper.sequence().then(keeper.sign()).then(keeper.cosign()).block();
    }

    @Test
    void whenBothWitnessesAnswerThenEveryPublishedNoteHasTheirCosignatures() throws IOException {
        LogFixture fixture = log("data");
        LogKeeper keeper = fixture.keeper();
        for (int size : new int[] {3, 300, 301}) {
            fixture.grow(
                    (int) fixture.tables
                            .head(LOG)
                            .map(LogTables.Head::size)
                            .defaultIfEmpty(0L)
                            .block()
                            .longValue(),
                    size);
            round(keeper);
            WitnessedCheckpoint published =
                    policy().verify(fixture.log.checkpoint(LOG).block());
            assertThat(published.checkpoint().size()).isEqualTo(size);
            assertThat(published.cosigned().keySet()).isEqualTo(Set.of("w1.hospital.example/gw", "body.example/w"));
        }
        policy().verify(fixture.log.inclusion(LOG, 299).block().checkpointNote());
        policy().verify(fixture.log.consistency(LOG, 3, 301).block().newCheckpointNote());
        assertThat(keeper.health().block().getStatus()).isEqualTo(Status.UP);
        assertThat(fixture.fsck().check(LOG).block().findings()).isEmpty();
    }

    @Test
    void whenAWitnessIsMissingThenNothingNewIsHandedOutTillItIsBack() throws IOException {
        LogFixture fixture = log("data");
        LogKeeper keeper = fixture.keeper();
        fixture.grow(0, 3);
        round(keeper);
        body.close();
        UUID event = fixture.append(3).block();
        round(keeper);
        assertThat(fixture.tables.newestCheckpoint(LOG).block().size()).isEqualTo(4);
        assertThat(policy().verify(fixture.log.checkpoint(LOG).block())
                        .checkpoint()
                        .size())
                .isEqualTo(3);
        assertThat(fixture.log.position(LOG, event).block()).isNull();
        assertThat(fixture.log.checkpoint(LOG, 4).block()).isNull();
        assertThat(keeper.health().block().getDetails().get(LOG).toString()).contains("body.example/w");
        body.startAgain();
        round(keeper);
        assertThat(fixture.log.position(LOG, event).block().checkpointSize()).isEqualTo(4);
        assertThat(keeper.health().block().getDetails()).isEmpty();
    }

    @Test
    void whenALogDoesNotGrowThenItsCosignaturesAreMadeFreshFromTimeToTime() throws IOException {
        LogFixture fixture = log("data");
        fixture.grow(0, 3);
        round(fixture.keeper());
        round(fixture.keeper());
        assertThat(publications(fixture)).isOne();
        Publisher later = fixture.publisher(Clock.offset(Clock.systemUTC(), Duration.ofMinutes(10)));
        PublishedCheckpoints.Standing standing = fixture.published.standings().blockFirst();
        assertThat(fixture.publisher(Clock.systemUTC()).isDue(standing)).isFalse();
        assertThat(later.isDue(standing)).isTrue();
        String first = fixture.log.checkpoint(LOG, 3).block();
        later.publish(standing).block();
        assertThat(publications(fixture)).isEqualTo(2);
        assertThat(fixture.log.checkpoint(LOG, 3).block())
                .as("what proofs are built on")
                .isEqualTo(first);
        policy().verify(fixture.log.checkpoint(LOG).block());
    }

    private static long publications(LogFixture fixture) {
        return fixture.database
                .client()
                .sql("select count(*) as n from log_publication")
                .map(row -> LogTables.number(row, "n"))
                .one()
                .block();
    }

    /** E14: database and data folder were put back; only the witnesses know better. */
    @Test
    void whenAnOldBackupIsStartedThenTheWitnessesGiveItAway() throws IOException {
        LogFixture before = log("data");
        before.grow(0, 6);
        round(before.keeper());
        LogFixture restored = log("restored");
        restored.grow(0, 4);
        LogKeeper keeper = restored.keeper();
        round(keeper);
        assertThat(restored.tables.newestCheckpoint(LOG).block()).isNull();
        assertThat(keeper.health().block().getStatus()).isEqualTo(Status.DOWN);
        try (var kept = Files.list(folder.resolve("restored/log/exm/conflict"))) {
            assertThat(kept)
                    .singleElement()
                    .satisfies(note -> assertThat(policy().openUnwitnessed(Files.readString(note))
                                    .size())
                            .isEqualTo(6));
        }
    }

    /** F4: two servers with one key, each with its own database, began a log. */
    @Test
    void whenAnotherServerSignsTheSameLogThenTheSecondHistoryIsNeverPublished() throws IOException {
        LogFixture one = log("one");
        LogFixture other = log("other");
        LogKeeper keeper = other.keeper();
        keeper.sequence().block();
        one.grow(0, 6);
        round(one.keeper());
        other.grow(100, 108);
        round(keeper);
        assertThat(other.log.checkpoint(LOG).block()).isNull();
        assertThat(keeper.health().block().getStatus()).isEqualTo(Status.DOWN);
        other.grow(108, 110);
        round(keeper);
        assertThat(other.tables.newestCheckpoint(LOG).block().size()).isEqualTo(8);
        assertThat(hospital.printed() + body.printed()).doesNotContain("ALERT state-damaged");
    }

    @Test
    void whenWitnessesAreDemandedLaterThenEarlierCheckpointsCountNoMore() throws IOException {
        UUID event;
        LogFixture unwitnessed = opened(new LogFixture(folder.resolve("data"), signer));
        event = unwitnessed.append(0).block();
        round(unwitnessed.keeper());
        assertThat(unwitnessed.log.position(LOG, event).block().checkpointSize())
                .isOne();
        WitnessDirectory demanding = new WitnessDirectory(List.of(policyFile(policyText())), log -> LogFixture.ORIGIN);
        AuditLog log = new AuditLog(unwitnessed.database.client(), demanding, Duration.ofSeconds(10));
        assertThat(log.position(LOG, event).block()).isNull();
        Publisher publisher = unwitnessed.publisher(demanding, Clock.systemUTC());
        publisher.publish(unwitnessed.published.standings().blockFirst()).block();
        assertThat(log.position(LOG, event).block().checkpointSize()).isOne();
        policy().verify(log.checkpoint(LOG, 1).block());
    }

    /** A witness that lies can keep back its signature, and nothing more. */
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
            200 | text/plain                | — body.example/w AAAAAAAA
            200 | text/plain                | nothing of a note
            409 | text/x.tlog.size          | 999999
            409 | text/plain                | 0
            409 | text/x.tlog.size          | 1
            422 | text/plain                | another root
            302 | text/plain                | elsewhere
            500 | text/plain                | <html>
            404 | text/plain                | who
            """)
    void whenAWitnessLiesThenTheLogIsNotDamaged(int status, String type, String text) throws IOException {
        body.close();
        HttpServer liar = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        opened.add(() -> liar.stop(0));
        liar.createContext("/", exchange -> {
            byte[] answer = (text + "\n").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.getResponseHeaders().set("Location", hospital.url() + "/add-checkpoint");
            exchange.sendResponseHeaders(status, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        liar.start();
        String text2 = policyText()
                .replace(body.url(), "http://127.0.0.1:" + liar.getAddress().getPort());
        LogFixture fixture = opened(new LogFixture(folder.resolve("data"), signer, List.of(policyFile(text2))));
        LogKeeper keeper = fixture.keeper();
        fixture.grow(0, 3);
        round(keeper);
        assertThat(fixture.log.checkpoint(LOG).block()).isNull();
        assertThat(keeper.health().block().getStatus()).isEqualTo(Status.UP);
        assertThat(keeper.health().block().getDetails().get(LOG).toString()).contains("body.example/w");
        fixture.grow(3, 5);
        round(keeper);
        assertThat(fixture.tables.newestCheckpoint(LOG).block().size()).isEqualTo(5);
    }

    @Test
    void whenAPublishedCosignatureIsChangedThenFsckSaysSo() throws IOException {
        LogFixture fixture = log("data");
        fixture.grow(0, 3);
        round(fixture.keeper());
        fixture.database.asSuperuser(
                "update log_publication set cosignatures = replace(cosignatures, 'w1.hospital', 'w2.hospital')");
        assertThat(fixture.fsck().check(LOG).block().findings())
                .extracting(LogFinding::check)
                .containsExactly("publication");
    }

    @Test
    void whenTheFileNamesKeysThatAreNotTheLogsThenNothingIsPublished() throws IOException {
        LogSigner other = LogFixture.newSigner();
        String text = policyText();
        List<NoteKey> keys = signer.keys();
        for (int i = 0; i < keys.size(); i++) {
            text = text.replace(keys.get(i).vkey(), other.keys().get(i).vkey());
        }
        LogFixture fixture = opened(new LogFixture(folder.resolve("data"), signer, List.of(policyFile(text))));
        fixture.grow(0, 3);
        LogKeeper keeper = fixture.keeper();
        round(keeper);
        assertThat(fixture.log.checkpoint(LOG).block()).isNull();
        assertThatThrownBy(() -> policy().open("nothing")).isInstanceOf(RuntimeException.class);
        assertThat(keeper.health().block().getDetails().get(LOG).toString()).contains("no signature by a trusted");
    }
}
