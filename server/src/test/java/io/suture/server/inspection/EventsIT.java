package io.suture.server.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.server.testing.ApiCalls;
import io.suture.server.testing.Drafts;
import io.suture.server.testing.Reply;
import io.suture.server.testing.RunningServer;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import io.suture.trust.log.Checkpoint;
import io.suture.trust.log.SignedNote;
import io.suture.trust.release.ReleaseId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** What auditors find in the log of a running server. */
@Execution(ExecutionMode.SAME_THREAD) // one server for all of these
class EventsIT {

    private static final String AUDIT = "/api/v1/manufacturers/exm/audit/";

    private final RunningServer server = RunningServer.get();
    private final ApiCalls api = server.api();
    private final Drafts drafts = new Drafts(api);

    private JsonObject page(String query) {
        Reply reply = api.get("insp.one", AUDIT + "events?" + query);
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return reply.json();
    }

    /** Waits for a checkpoint that covers enough. */
    private List<JsonObject> found(String query, int atLeast) {
        return Mono.fromSupplier(() -> page(query).objects("events"))
                .filter(events -> events.size() >= atLeast)
                .repeatWhenEmpty(again -> again.delayElements(Duration.ofMillis(100)))
                .block(Duration.ofSeconds(30));
    }

    private ReleaseId draft() {
        ReleaseId id = drafts.create();
        assertThat(api.post(
                                "re.one",
                                "/api/v1/manufacturers/exm/releases/" + id + "/suspension",
                                RunningServer.reason("no"))
                        .status())
                .isEqualTo(409);
        return id;
    }

    @Test
    void whenSomethingHappenedToAReleaseThenItIsFoundWithWhoAndWhy() {
        ReleaseId id = draft();
        List<JsonObject> events = found("release=" + id, 2);
        assertThat(events).extracting(event -> event.string("kind")).contains("release.created", "release.refused");
        assertThat(events)
                .allSatisfy(
                        event -> assertThat(event.object("actor").string("id")).isEqualTo("re.one"));
        assertThat(found("release=" + id + "&outcome=refused", 1))
                .extracting(event -> event.string("kind"))
                .containsOnly("release.refused");
        assertThat(found("release=" + id + "&actor=re.one&role=release-engineer&kind=release.created", 1))
                .hasSize(1);
        assertThat(page("release=" + id + "&actor=qa.one").objects("events")).isEmpty();
        assertThat(page("release=" + id + "&actor=nobody.ever").objects("events"))
                .isEmpty();
        assertThat(page("release=" + id + "&until=2020-01-01T00:00:00Z").objects("events"))
                .isEmpty();
    }

    @Test
    void whenAnAnswerIsGivenThenACheckpointCoversAllOfIt() {
        JsonObject page = page("limit=500");
        Checkpoint checkpoint =
                Checkpoint.parse(SignedNote.parse(page.string("checkpoint")).unverifiedText());
        assertThat(page.integer("size")).isEqualTo(checkpoint.size());
        assertThat(page.objects("events")).allMatch(event -> event.integer("index") < checkpoint.size());
    }

    @Test
    void whenPagesAreReadOneAfterTheOtherThenNoEventIsMissingOrThereTwice() {
        for (int i = 0; i < 5; i++) {
            draft();
        }
        found("limit=500", 20);
        List<Long> indexes = new ArrayList<>();
        long after = -1;
        for (int i = 0; i < 5; i++) {
            JsonObject page = page("limit=4&after=" + after);
            page.objects("events").forEach(event -> indexes.add(event.integer("index")));
            after = page.integer("next");
        }
        assertThat(indexes).isEqualTo(LongStream.range(0, 20).boxed().toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"colour=red", "kind=release", "kind=release.%25", "from=yesterday", "actor=", "limit=x"})
    void whenAFilterMakesNoSenseThenItIsRefused(String query) {
        assertThat(api.get("insp.one", AUDIT + "events?" + query).status()).isEqualTo(400);
    }

    @Test
    void whenEventsAreExportedThenTheExportIsAnEventAndEachLineIsOne() {
        ReleaseId id = draft();
        found("release=" + id, 2);
        Reply lines = api.get("insp.one", AUDIT + "events/export?kind=release.*&release=" + id);
        assertThat(lines.text()
                        .lines()
                        .map(line -> Json.parseObject(line.getBytes(StandardCharsets.UTF_8))
                                .string("kind")))
                .containsExactly("release.created", "release.refused");
        assertThat(lines.headers().firstValueAsLong("Suture-Checkpoint-Size")).isPresent();
        Reply csv = api.get("insp.one", AUDIT + "events/export?format=csv&kind=release.*&release=" + id);
        assertThat(csv.text())
                .startsWith("index,id,kind,time,pub,actor,subject,detail\r\n")
                .contains("release.refused");
        assertThat(csv.text().lines()).hasSize(3);
        assertThat(found("kind=audit.exported&actor=insp.one&release=" + id, 2))
                .extracting(event -> event.object("detail").object("filter").string("kind"))
                .containsOnly("release.*");
    }

    /** More than one page of the database, to the end. */
    @Test
    void whenTheWholeLogIsExportedThenEveryEntryIsThereOnceInOrder() {
        Reply lines = api.get("insp.one", AUDIT + "events/export");
        long size = lines.headers().firstValueAsLong("Suture-Checkpoint-Size").orElseThrow();
        assertThat(lines.text()
                        .lines()
                        .map(line -> Json.parseObject(line.getBytes(StandardCharsets.UTF_8))
                                .integer("index")))
                .containsExactlyElementsOf(LongStream.range(0, size).boxed().toList());
    }

    @Test
    void whenTheLogIsCheckedThenItIsWhole() {
        Reply report = api.post("insp.one", AUDIT + "fsck", JsonObject.EMPTY);
        assertThat(report.status()).isEqualTo(200);
        assertThat(report.json().objects("findings")).isEmpty();
        assertThat(report.json().bool("whole")).isTrue();
        assertThat(report.json().integer("entries")).isPositive();
    }

    /** What a device did stays in the log and is proved; what it was about can be read by nobody any more. */
    @Test
    void whenADevicesSectionsAreErasedThenTheyAreGoneAndTheLogIsWhole() {
        JsonObject device = JsonObject.builder()
                .put("id", "D-ERASED")
                .put("product", "GW2")
                .put("hardwareRevision", "VM")
                .put("serial", "SN-ERASED")
                .put("facility", "F-100")
                .put("installedVersion", "3.1.0")
                .build();
        assertThat(api.post("admin", "/api/v1/manufacturers/exm/devices", device)
                        .status())
                .isEqualTo(201);
        JsonObject registered = found("device=D-ERASED", 1).getFirst();
        assertThat(registered.object("subject").string("device")).isEqualTo("D-ERASED");

        JsonObject erasure = JsonObject.builder()
                .put("kind", "device")
                .put("id", "D-ERASED")
                .put("legalBasis", "GDPR Art. 17(1)(d)")
                .put("reason", "registered for the wrong patient's home")
                .build();
        Reply asked = api.post("admin", AUDIT + "erasures", erasure);
        assertThat(asked.status()).as(asked.text()).isEqualTo(201);
        String confirmation = AUDIT + "erasures/" + asked.json().string("id") + "/confirmation";
        assertThat(api.post("qa.one", confirmation, JsonObject.EMPTY).status()).isEqualTo(200);

        JsonObject entry = found("kind=audit.sections-erased&actor=qa.one", 1).getLast();
        assertThat(entry.object("detail").string("legalBasis")).isEqualTo("GDPR Art. 17(1)(d)");
        assertThat(page("device=D-ERASED").objects("events")).isEmpty();
        JsonObject after = page("after=" + (registered.integer("index") - 1) + "&limit=1")
                .objects("events")
                .getFirst();
        assertThat(after.strings("unreadable")).containsExactly("detail", "subject");
        assertThat(after.object("actor").string("id")).isEqualTo("admin");
        whenTheLogIsCheckedThenItIsWhole();
    }
}
