package io.suture.server.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.server.testing.ApiCalls;
import io.suture.server.testing.Reply;
import io.suture.server.testing.RunningServer;
import io.suture.server.testing.TestPki;
import io.suture.trust.json.JsonObject;
import io.suture.trust.key.SoftwareSigner;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import reactor.core.publisher.Mono;

/** Erasures at a running server: two people, one key, whatever comes together or too late (ADR 0024). */
@Execution(ExecutionMode.SAME_THREAD) // one server for all of these
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ErasureIT {

    private static final String AUDIT = "/api/v1/manufacturers/exm/audit/";
    private static final String ERASURES = AUDIT + "erasures";

    private final RunningServer server = RunningServer.get();
    private final ApiCalls api = server.api();
    private final String other = "admin." + UUID.randomUUID().toString().substring(0, 8);

    @BeforeAll
    void registerAnotherAdministrator() {
        SoftwareSigner key = TestPki.key();
        JsonObject person = JsonObject.builder()
                .put("id", other)
                .put("printedName", "Person " + other)
                .putStrings("roles", List.of("admin"))
                .put("publicKey", key.publicKey().toPem())
                .put("manufacturer", "exm")
                .build();
        assertThat(api.post("admin", "/api/v1/people", person).status()).isEqualTo(201);
        api.remember(other, api.token(other, key));
    }

    /** A device of which the log tells something. */
    private String device() {
        String id = "D-" + UUID.randomUUID().toString().substring(0, 8);
        JsonObject device = JsonObject.builder()
                .put("id", id)
                .put("product", "GW2")
                .put("hardwareRevision", "VM")
                .put("serial", "SN-" + id)
                .put("facility", "F-100")
                .put("installedVersion", "3.1.0")
                .build();
        assertThat(api.post("admin", "/api/v1/manufacturers/exm/devices", device)
                        .status())
                .isEqualTo(201);
        eventually(() -> events("device=" + id), found -> !found.isEmpty());
        return id;
    }

    private static <T> T eventually(Supplier<T> what, Predicate<T> enough) {
        return Objects.requireNonNull(Mono.fromSupplier(what)
                .filter(enough)
                .repeatWhenEmpty(again -> again.delayElements(Duration.ofMillis(50)))
                .block(Duration.ofSeconds(30)));
    }

    private List<JsonObject> events(String query) {
        return api.get("insp.one", AUDIT + "events?" + query).json().objects("events");
    }

    private Reply ask(String person, String kind, String id) {
        JsonObject wish = JsonObject.builder()
                .put("kind", kind)
                .put("id", id)
                .put("legalBasis", "GDPR Art. 17(1)(d)")
                .put("reason", "registered for the wrong patient's home")
                .build();
        return api.post(person, ERASURES, wish);
    }

    private JsonObject asked(String device) {
        Reply reply = ask("admin", "device", device);
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        return reply.json();
    }

    private Reply confirm(String person, JsonObject request) {
        return api.post(person, path(request) + "/confirmation", JsonObject.EMPTY);
    }

    private Reply end(String person, JsonObject request, String how) {
        return api.post(person, path(request) + "/" + how, RunningServer.reason("not so"));
    }

    private JsonObject read(JsonObject request) {
        return api.get("insp.one", path(request)).json();
    }

    private static String path(JsonObject request) {
        return ERASURES + "/" + request.string("id");
    }

    /** The kinds of a request's entries: they share the key. */
    private List<String> kinds(JsonObject request, int expected) {
        return eventually(
                () -> events("object=" + request.string("key")).stream()
                        .map(event -> event.string("kind"))
                        .toList(),
                kinds -> kinds.size() >= expected);
    }

    private void assertReadable(String device) {
        assertThat(events("device=" + device)).isNotEmpty();
    }

    private static void assertRefused(Reply reply, int status, String problem) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(status);
        assertThat(reply.problem()).isEqualTo(problem);
    }

    @Test
    void whenTwoPeopleWantItThenTheSectionsAreGoneAndTheLogIsWhole() {
        String device = device();
        JsonObject request = asked(device);
        assertThat(request.string("state")).isEqualTo("open");
        assertReadable(device);

        Reply confirmed = confirm(other, request);

        assertThat(confirmed.status()).as(confirmed.text()).isEqualTo(200);
        assertThat(confirmed.json().string("state")).isEqualTo("confirmed");
        assertThat(confirmed.json().string("requestedBy")).isEqualTo("admin");
        assertThat(confirmed.json().string("endedBy")).isEqualTo(other);
        assertThat(events("device=" + device)).isEmpty();
        assertThat(kinds(request, 2)).containsExactly("audit.erasure-requested", "audit.sections-erased");
        JsonObject report =
                api.post("insp.one", AUDIT + "fsck", JsonObject.EMPTY).json();
        assertThat(report.bool("whole")).as(report.toString()).isTrue();
    }

    @Test
    void whenARequestHasEndedThenNothingInItSaysWhoseItWas() {
        String device = device();
        JsonObject request = asked(device);
        assertThat(read(request).string("subject")).isEqualTo(device);
        confirm("qa.one", request);

        Reply after = api.get("insp.one", path(request));
        assertThat(after.text()).doesNotContain(device).doesNotContain("patient");
        assertThat(api.get("insp.one", ERASURES).text())
                .contains(request.string("id"))
                .doesNotContain(device);
        assertThat(events("object=" + request.string("key")).toString()).doesNotContain(device);
    }

    @Test
    void whenWhoAskedConfirmsThenItIsRefusedAndOnTheRecord() {
        String device = device();
        JsonObject request = asked(device);

        assertRefused(confirm("admin", request), 403, "other-person-needed");
        assertRefused(end("admin", request, "refusal"), 403, "other-person-needed");

        assertReadable(device);
        assertThat(read(request).string("state")).isEqualTo("open");
        List<JsonObject> refused = eventually(
                () -> events("kind=audit.erasure-step-refused&actor=admin&limit=500").stream()
                        .filter(event -> event.object("detail")
                                .findString("request")
                                .filter(request.string("id")::equals)
                                .isPresent())
                        .toList(),
                found -> found.size() == 2);
        assertThat(refused.getFirst().object("detail").string("code")).isEqualTo("other-person-needed");
    }

    @Test
    void whenSomebodysOwnSectionsAreConcernedThenOthersAskConfirmAndRefuse() {
        assertRefused(ask("admin", "person", "admin"), 403, "other-person-needed");
        Reply asked = ask("admin", "person", "qa.one");
        assertThat(asked.status()).as(asked.text()).isEqualTo(201);

        assertRefused(confirm("qa.one", asked.json()), 403, "other-person-needed");
        assertRefused(end("qa.one", asked.json(), "refusal"), 403, "other-person-needed");

        assertThat(end("admin", asked.json(), "withdrawal").status()).isEqualTo(200);
    }

    @Test
    void whenItIsWithdrawnThenOnlyByWhoAskedAndNothingIsErased() {
        String device = device();
        JsonObject request = asked(device);
        assertRefused(end(other, request, "withdrawal"), 403, "other-person-needed");

        Reply withdrawn = end("admin", request, "withdrawal");

        assertThat(withdrawn.json().string("state")).isEqualTo("withdrawn");
        assertRefused(confirm(other, request), 409, "erasure-closed");
        assertReadable(device);
        assertThat(kinds(request, 2)).containsExactly("audit.erasure-requested", "audit.erasure-withdrawn");
    }

    @Test
    void whenASecondPersonRefusesThenNothingIsErasedAndItCanBeAskedForAgain() {
        String device = device();
        JsonObject request = asked(device);

        assertThat(end("qa.one", request, "refusal").json().string("state")).isEqualTo("refused");

        assertRefused(confirm(other, request), 409, "erasure-closed");
        assertReadable(device);
        assertThat(kinds(request, 2)).containsExactly("audit.erasure-requested", "audit.erasure-refused");
        assertThat(asked(device).string("key")).isEqualTo(request.string("key"));
    }

    @Test
    void whenTheSameIsAskedForTwiceThenTheSecondIsRefused() {
        String device = device();
        asked(device);

        assertRefused(ask(other, "device", device), 409, "erasure-requested");
    }

    @Test
    void whenThereIsNoBasisNoReasonOrNoSubjectThenItIsRefused() {
        assertRefused(ask("admin", "ward", "D-001"), 400, "invalid-field");
        assertRefused(ask("admin", "person", "nobody.ever"), 404, "not-found");
        for (String member : List.of("legalBasis", "reason", "id")) {
            JsonObject.Builder wish = JsonObject.builder().put("kind", "device");
            Stream.of("legalBasis", "reason", "id")
                    .filter(name -> !name.equals(member))
                    .forEach(name -> wish.put(name, "x"));
            assertRefused(api.post("admin", ERASURES, wish.build()), 400, "invalid-field");
        }
        assertRefused(api.get("insp.one", ERASURES + "/" + UUID.randomUUID()), 404, "not-found");
    }

    @Test
    void whenNobodyConfirmsInTimeThenItExpiresAndNobodyCan() {
        String device = device();
        JsonObject request = asked(device);
        overdue(request);

        assertRefused(confirm(other, request), 409, "erasure-closed");
        server.bean(ErasureRequests.class).expire().block();

        JsonObject ended = read(request);
        assertThat(ended.string("state")).isEqualTo("expired");
        assertThat(ended.has("endedBy")).isFalse();
        assertRefused(end("admin", request, "withdrawal"), 409, "erasure-closed");
        assertReadable(device);
        assertThat(kinds(request, 2)).containsExactly("audit.erasure-requested", "audit.erasure-expired");
    }

    @Test
    void whenItsTimeIsNotOverThenItIsOpenStill() {
        JsonObject request = asked(device());

        server.bean(ErasureRequests.class).expire().block();

        assertThat(read(request).string("state")).isEqualTo("open");
    }

    private void overdue(JsonObject request) {
        server.execute("""
                set session_replication_role = replica;
                update erasure_request set requested_at = now() - interval '15 days', expires_at = now() where id = '%s'
                """.formatted(request.string("id")));
    }

    @RepeatedTest(5)
    void whenTwoPeopleConfirmAtOnceThenThereIsOneErasure() {
        JsonObject request = asked(device());

        List<Reply> replies = atOnce(() -> confirm(other, request), () -> confirm("qa.one", request));

        assertThat(replies).extracting(Reply::status).containsExactlyInAnyOrder(200, 409);
        assertThat(kinds(request, 2)).containsExactly("audit.erasure-requested", "audit.sections-erased");
    }

    @RepeatedTest(5)
    void whenItIsConfirmedAndWithdrawnAtOnceThenOneOfThemCounts() {
        String device = device();
        JsonObject request = asked(device);

        List<Reply> replies = atOnce(() -> confirm(other, request), () -> end("admin", request, "withdrawal"));

        assertThat(replies).extracting(Reply::status).containsExactlyInAnyOrder(200, 409);
        boolean erased = replies.getFirst().status() == 200;
        assertThat(read(request).string("state")).isEqualTo(erased ? "confirmed" : "withdrawn");
        assertThat(events("device=" + device).isEmpty()).isEqualTo(erased);
    }

    @SafeVarargs
    private static List<Reply> atOnce(Supplier<Reply>... calls) {
        return Stream.of(calls).parallel().map(Supplier::get).toList();
    }
}
