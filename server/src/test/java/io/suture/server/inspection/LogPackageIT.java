package io.suture.server.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.server.testing.ApiCalls;
import io.suture.server.testing.Reply;
import io.suture.server.testing.RunningServer;
import io.suture.trust.digest.Digest;
import io.suture.trust.evidence.ArchiveBytes;
import io.suture.trust.evidence.ArchiveLimits;
import io.suture.trust.evidence.Check;
import io.suture.trust.evidence.Check.Outcome;
import io.suture.trust.evidence.LogGiven;
import io.suture.trust.evidence.LogPackage;
import io.suture.trust.evidence.PackageArchive;
import io.suture.trust.evidence.Report;
import io.suture.trust.json.JsonObject;
import io.suture.trust.log.Checkpoint;
import io.suture.trust.log.LogPolicy;
import io.suture.trust.log.SignedNote;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import reactor.core.publisher.Mono;

/** The log of a running server as one file, verified without it. */
@Execution(ExecutionMode.SAME_THREAD) // one server for all of these
class LogPackageIT {

    private static final String BASE = "/api/v1/manufacturers/exm";
    private static final String PACKAGE = BASE + "/audit/package";

    private final ApiCalls api = RunningServer.get().api();

    private Checkpoint checkpoint() {
        return Checkpoint.parse(
                SignedNote.parse(api.get("insp.one", "/exm/audit/checkpoint").body())
                        .unverifiedText());
    }

    private byte[] export(String query) {
        Reply reply = api.get("insp.one", PACKAGE + query);
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return reply.body();
    }

    private Report verify(byte[] zip) {
        JsonObject log = api.get("re.one", BASE + "/signing-keys").json().object("log");
        LogPolicy policy = new LogPolicy(1, log.string("origin"), log.strings("vkeys"));
        PackageArchive archive = PackageArchive.read(ArchiveBytes.of(zip), ArchiveLimits.DEFAULT);
        return LogPackage.verify(archive, LogGiven.of(policy), Optional.empty());
    }

    @Test
    void whenTheLogIsExportedThenThePackageVerifiesWithoutTheServer() {
        Report report = verify(export(""));
        assertThat(report.firstFailure()).as(report.toString()).isEmpty();
        assertThat(report.checks().stream()
                        .filter(check -> check.outcome() == Outcome.PASS)
                        .map(Check::id))
                .contains(
                        "archive-form",
                        "files-as-listed",
                        "checkpoint-as-listed",
                        "checkpoint-signed",
                        "log-root",
                        "tiles-match",
                        "entries-as-lines",
                        "disclosures-match");
    }

    @Test
    void whenTheSameIsAskedForAgainThenTheBytesAreTheSameThoughTheLogGrew() {
        long size = checkpoint().size();
        byte[] first = export("?size=" + size);
        grownBeyond(size);
        assertThat(Digest.of(export("?size=" + size))).isEqualTo(Digest.of(first));
        assertThat(verify(first).firstFailure()).isEmpty();
    }

    @Test
    void whenSectionsAreNotAskedForThenNoneIsInThePackage() {
        long size = checkpoint().size();
        String all = new String(export("?size=" + size), StandardCharsets.ISO_8859_1);
        String none = new String(export("?size=" + size + "&sections=false"), StandardCharsets.ISO_8859_1);
        assertThat(all).contains("disclosures.jsonl", "\"salt\":");
        assertThat(none).doesNotContain("\"salt\":").contains("\"sections\":false");
    }

    @Test
    void whenAPackageIsExportedThenTheLogNamesIt() {
        long size = checkpoint().size();
        export("?size=" + size);
        grownBeyond(size);
        List<JsonObject> events = api.get("insp.one", BASE + "/audit/events?kind=package.exported&limit=500")
                .json()
                .objects("events");
        assertThat(events).anySatisfy(event -> {
            assertThat(event.object("pub").string("scope")).isEqualTo("log");
            assertThat(event.object("pub").integer("size")).isEqualTo(size);
            assertThat(event.object("pub").string("package")).startsWith("sha256:");
            assertThat(event.object("actor").string("id")).isEqualTo("insp.one");
        });
    }

    @Test
    void whenNoCheckpointHasTheSizeThenItIsNotFound() {
        assertThat(api.get("insp.one", PACKAGE + "?size=999999999").status()).isEqualTo(404);
        assertThat(api.get("insp.one", PACKAGE + "?size=x").status()).isEqualTo(400);
        assertThat(api.get("re.one", PACKAGE).status()).isEqualTo(403);
    }

    private void grownBeyond(long size) {
        Mono.fromSupplier(this::checkpoint)
                .filter(now -> now.size() > size)
                .repeatWhenEmpty(again -> again.delayElements(Duration.ofMillis(100)))
                .block(Duration.ofSeconds(30));
    }
}
