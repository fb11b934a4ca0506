package io.suture.server.timestamp;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.server.audit.AuditLog;
import io.suture.server.audit.AuditTrail;
import io.suture.server.audit.LoggedEntry;
import io.suture.server.testing.Api;
import io.suture.server.testing.Factory;
import io.suture.server.testing.TestDatabase;
import io.suture.server.testing.TestPki;
import io.suture.server.testing.TestServer;
import io.suture.server.testing.TestTimestampServer;
import io.suture.server.testing.TestTimestampServer.Mood;
import io.suture.server.testing.Unzipped;
import io.suture.trust.evidence.ArchiveBytes;
import io.suture.trust.evidence.ArchiveLimits;
import io.suture.trust.evidence.Check.Outcome;
import io.suture.trust.evidence.EvidencePackage;
import io.suture.trust.evidence.Given;
import io.suture.trust.evidence.PackageArchive;
import io.suture.trust.evidence.Report;
import io.suture.trust.json.JsonObject;
import io.suture.trust.log.AuditEntry;
import io.suture.trust.log.Checkpoint;
import io.suture.trust.log.SignedNote;
import io.suture.trust.log.timestamp.Imprint;
import io.suture.trust.log.timestamp.TestAuthority;
import io.suture.trust.log.timestamp.TestAuthority.Conduct;
import io.suture.trust.log.timestamp.Timestamp;
import io.suture.trust.log.timestamp.TimestampAuthority;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.boot.health.contributor.Status;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** A server and its time-stamp authority: nothing wrong is kept, nothing waits, a release gets its stamp. */
@Execution(ExecutionMode.SAME_THREAD) // one server for all of these
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class TimestampsIT {

    private static final String LOG = "/exm/audit/";

    private final TestTimestampServer authority = new TestTimestampServer();
    private final TestDatabase database = new TestDatabase();
    private final TestPki pki = new TestPki();
    private final Factory factory = new Factory();
    private TestServer server;
    private Api api;

    @BeforeAll
    void start(@TempDir Path directory) {
        authority.behave(Conduct.WRONG_NONCE);
        server = new TestServer(
                database,
                directory,
                pki,
                factory.keys().get("admin").publicKey().toPem(),
                context -> {},
                Map.of(
                        "suture.timestamp.url",
                        authority.url().toString(),
                        "suture.timestamp.authority",
                        authority.rootPem(),
                        "suture.timestamp.pause",
                        "50ms",
                        "suture.timestamp.timeout",
                        "500ms"));
        api = new Api(server.apiUrl(), pki.client(), factory.keys());
        factory.found(api);
    }

    @AfterAll
    void stop() {
        server.close();
        database.close();
        authority.close();
    }

    @Test
    @Order(1)
    void whenTheAuthorityMisbehavesThenNothingIsKeptAndTheLogGoesOn() {
        for (Conduct conduct : List.of(Conduct.WRONG_IMPRINT, Conduct.EXPIRED)) {
            authority.behave(conduct);
            askedAgain();
        }
        authority.behave(Mood.SILENT);
        askedAgain();
        assertThat(sizes()).isEmpty();
        long before = newest().size();
        assertThat(api.get("re.one", "/api/v1/people").status()).isEqualTo(403);
        await(() -> newest().size() > before);
        assertThat(server.bean(Timestamping.class).health().block().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    @Order(2)
    void whenTheAuthorityIsWellAgainThenTheNewestCheckpointIsStampedAndLogged() {
        authority.behave(Conduct.GOOD);
        authority.behave(Mood.WELL);
        await(() -> !sizes().isEmpty());
        long size = sizes().getFirst();
        Timestamp stamp = verified(size);
        assertThat(stamp.time()).isBetween(Instant.now().minusSeconds(60), Instant.now());
        await(() -> logged().size() == 1);
        assertThat(logged().getFirst().pub())
                .isEqualTo(JsonObject.builder()
                        .put("imprint", stamp.imprint().toString())
                        .put("size", size)
                        .put("time", stamp.time())
                        .build());
        int asked = authority.asked();
        server.bean(Timestamping.class).round().block();
        assertThat(authority.asked()).as("once a day is enough").isEqualTo(asked);
    }

    @Test
    @Order(3)
    void whenAReleaseIsPublishedThenACheckpointOverItIsStamped() {
        factory.approved(api, "3.1.1", 17, new byte[1000]);
        api.post("re.one", Factory.releasePath("3.1.1") + "/signing", new byte[0])
                .expect(200);
        api.post("re.one", Factory.releasePath("3.1.1") + "/publication", new byte[0])
                .expect(200);
        long published = entries().stream()
                .filter(entry -> entry.kind().equals("release.published"))
                .findFirst()
                .orElseThrow()
                .index();
        await(() -> sizes().size() == 2);
        assertThat(sizes().getLast()).isGreaterThan(published);
        verified(sizes().getLast());
    }

    @Test
    @Order(4)
    void whenTwoReplicasBringATimeStampThenOneIsKept() {
        TimestampTable table = new TimestampTable(
                server.bean(DatabaseClient.class),
                server.bean(TransactionalOperator.class),
                server.bean(AuditTrail.class));
        int events = logged().size();
        long last = sizes().getLast();
        await(() -> newest().size() > last);
        long size = newest().size();
        byte[] token = api.get("", LOG + "timestamp/" + last + ".tsr").body();
        Timestamp stamp = TimestampAuthority.ofPem(authority.rootPem()).verify(token);
        Instant tomorrow = Instant.now().plus(Duration.ofDays(1));
        Mono.when(
                        table.keep("exm", size, stamp, token, tomorrow),
                        table.keep("exm", size, stamp, token, tomorrow),
                        table.keep("exm", last, stamp, token, tomorrow))
                .block();
        assertThat(sizes()).hasSize(3).endsWith(size);
        await(() -> logged().size() > events);
        assertThat(logged()).hasSize(events + 1);
    }

    @Test
    @Order(5)
    void whenThereIsNoTimeStampThenItIsNotFound() {
        assertThat(api.get("", LOG + "timestamp/0.tsr").status()).isEqualTo(404);
        assertThat(api.get("", LOG + "timestamp/x.tsr").status()).isEqualTo(400);
        assertThat(api.get("", "/nom/audit/timestamps").body()).isEmpty();
    }

    @Test
    @Order(6)
    void whenTheReleaseIsExportedThenItsDossierHasTheFirstStampOverThePublication() {
        long size = sizes().get(1);
        String token = "log/timestamp/" + size + ".tsr";
        byte[] zip = dossier();
        Map<String, byte[]> files = Unzipped.of(zip);
        assertThat(files.keySet())
                .filteredOn(name -> name.startsWith("log/timestamp/"))
                .containsExactly(token);
        assertThat(files).containsKey("log/checkpoints/" + size);
        assertThat(files.get(token))
                .isEqualTo(api.get("", LOG + "timestamp/" + size + ".tsr").body());
        assertThat(new String(files.get("dossier.json"), StandardCharsets.UTF_8))
                .contains("\"file\":\"" + token + "\",\"timeStated\":\""
                        + verified(size).time());
        assertThat(stamped(zip, Optional.of(authority.rootPem()))).isEqualTo(Outcome.PASS);
        assertThat(stamped(zip, Optional.of(new TestAuthority().rootPem()))).isEqualTo(Outcome.FAIL);
        assertThat(stamped(zip, Optional.empty())).isEqualTo(Outcome.NOT_CHECKED);
        assertThat(Unzipped.of(dossier()).get(token))
                .as("the same, though the log grew")
                .isEqualTo(files.get(token));
    }

    /** The last row has the token of another size, from {@link #whenTwoReplicasBringATimeStampThenOneIsKept}. */
    @Test
    @Order(7)
    void whenTheServerChecksItsLogThenItFindsTheTokenOfAnotherSize() {
        List<JsonObject> findings = api.post("insp.one", Factory.BASE + "/audit/fsck", new byte[0])
                .expect(200)
                .json()
                .objects("findings");
        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.string("check")).isEqualTo("timestamp-imprint");
            assertThat(finding.string("place")).isEqualTo("time stamp of size " + sizes().getLast());
        });
    }

    private byte[] dossier() {
        return api.get("insp.one", Factory.releasePath("3.1.1") + "/dossier")
                .expect(200)
                .body();
    }

    private Outcome stamped(byte[] zip, Optional<String> rootPem) {
        PackageArchive archive = PackageArchive.read(ArchiveBytes.of(zip), ArchiveLimits.DEFAULT);
        Given given = new Given(
                Optional.of(factory.root()), Optional.empty(), Instant.now(), rootPem.map(TimestampAuthority::ofPem));
        Report report = EvidencePackage.verify(archive, given);
        assertThat(report.checks())
                .filteredOn(check -> !check.id().equals("publication-stamped"))
                .noneMatch(check -> check.outcome() == Outcome.FAIL);
        return report.check("publication-stamped").orElseThrow().outcome();
    }

    private Timestamp verified(long size) {
        byte[] token =
                api.get("", LOG + "timestamp/" + size + ".tsr").expect(200).body();
        Timestamp stamp = TimestampAuthority.ofPem(authority.rootPem()).verify(token);
        String note = server.bean(AuditLog.class).checkpoint("exm", size).block();
        assertThat(stamp.imprint())
                .isEqualTo(Imprint.of(Checkpoint.parse(SignedNote.parse(note).unverifiedText())));
        return stamp;
    }

    private List<Long> sizes() {
        byte[] lines = api.get("", LOG + "timestamps").expect(200).body();
        return new String(lines, StandardCharsets.UTF_8)
                .lines()
                .map(Long::valueOf)
                .toList();
    }

    private Checkpoint newest() {
        String note = new String(api.get("", LOG + "checkpoint").body(), StandardCharsets.UTF_8);
        return Checkpoint.parse(SignedNote.parse(note).unverifiedText());
    }

    private List<AuditEntry> logged() {
        return entries().stream()
                .filter(entry -> entry.kind().equals("checkpoint.timestamped"))
                .map(entry -> AuditEntry.parse(entry.leaf()))
                .toList();
    }

    private List<LoggedEntry> entries() {
        return server.bean(AuditLog.class)
                .entries("exm", 0, 100_000)
                .collectList()
                .block();
    }

    private void askedAgain() {
        int before = authority.asked();
        await(() -> authority.asked() > before + 1);
    }

    private static void await(BooleanSupplier condition) {
        Mono.fromSupplier(condition::getAsBoolean)
                .filter(met -> met)
                .repeatWhenEmpty(again -> again.delayElements(Duration.ofMillis(50), Schedulers.boundedElastic()))
                .block(Duration.ofSeconds(60));
    }
}
