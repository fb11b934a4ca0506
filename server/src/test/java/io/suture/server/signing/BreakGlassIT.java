package io.suture.server.signing;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.server.testing.Api;
import io.suture.server.testing.Api.Answer;
import io.suture.server.testing.DeviceHttp;
import io.suture.server.testing.Factory;
import io.suture.server.testing.Factory.EnrolledDevice;
import io.suture.server.testing.TestDatabase;
import io.suture.server.testing.TestPki;
import io.suture.server.testing.TestServer;
import io.suture.trust.attest.InstallationReceipt;
import io.suture.trust.attest.Statement;
import io.suture.trust.breakglass.BreakGlassPolicy;
import io.suture.trust.breakglass.BreakGlassPolicy.Member;
import io.suture.trust.breakglass.LiftedCheck;
import io.suture.trust.digest.Digest;
import io.suture.trust.dsse.Envelope;
import io.suture.trust.json.JsonObject;
import io.suture.trust.release.Manifest;
import io.suture.trust.tuf.TargetFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;

/**
 * Break-glass at the server (ADR 0030): a list of people that no device could use is refused, however it was signed, and what
 * people lifted at a device is in the log.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BreakGlassIT {

    private static final BreakGlassPolicy POLICY = new BreakGlassPolicy(
            1,
            List.of(
                    new Member("chief.one", List.of(TestPki.key().publicKey())),
                    new Member("safety.one", List.of(TestPki.key().publicKey()))),
            Set.of(LiftedCheck.CHECKPOINT_AGE));

    private final TestDatabase database = new TestDatabase();
    private final TestPki pki = new TestPki();
    private final Factory factory = new Factory();
    private TestServer server;
    private Api api;
    private long version = 1;

    @BeforeAll
    void found(@TempDir Path folder) {
        server = new TestServer(
                database, folder, pki, factory.keys().get("admin").publicKey().toPem(), context -> {});
        api = new Api(server.apiUrl(), pki.client(), factory.keys());
        factory.found(api);
    }

    @AfterAll
    void stop() {
        if (server != null) {
            server.close();
        }
        database.close();
    }

    /** Brings the document as the key holders would, signed by the policy role. */
    private Answer upload(byte[] document) {
        factory.breakGlass(document);
        return api.put(
                "admin", Factory.BASE + "/repository/offline", "application/json", factory.offline(api, version + 1));
    }

    @Test
    void whenThePolicyIsSoundThenItIsAcceptedAndServed() {
        upload(POLICY.toJson()).expect(200);
        version++;

        TargetFile target = TargetFile.describing(BreakGlassPolicy.PATH, POLICY.toJson());
        Answer served = eventually(
                () -> api.get("re.one", Factory.BASE + "/repository/targets/" + target.consistentPath()),
                answer -> answer.status() == 200);
        assertThat(served.body()).isEqualTo(POLICY.toJson());
    }

    @ParameterizedTest
    @CsvSource({
        "'{', '{{'",
        "break-glass-policy:v1, break-glass-policy:v2",
        "'\"version\":1', '\"version\":0'",
        "'\"version\":1', '\"version\":1,\"mayLiftAll\":true'",
        "'\"people\"', '\"persons\"'",
        "safety.one, chief.one",
        "'checkpoint-age', 'payload-digest'",
        "'BEGIN PUBLIC KEY', 'BEGIN PRIVATE KEY'"
    })
    void whenThePolicyIsNotInTheFormThenItIsRefused(String what, String into) {
        String text = new String(POLICY.toJson(), StandardCharsets.UTF_8);
        assertThat(text).contains(what);

        assertRefused(upload(text.replaceFirst(what.replace("{", "\\{"), into).getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void whenOnePersonAloneIsListedOrTwoShareAKeyThenItIsRefused() {
        String text = new String(POLICY.toJson(), StandardCharsets.UTF_8);
        String alone = text.replaceFirst(",\\{\"id\":\"safety.one\".*?\\]\\}", "");
        assertThat(alone).contains("chief.one").doesNotContain("safety.one");
        assertRefused(upload(alone.getBytes(StandardCharsets.UTF_8)));

        String shared = text.replace(pem(1), pem(0));
        assertRefused(upload(shared.getBytes(StandardCharsets.UTF_8)));
    }

    /** Returns a person's key as it stands in the document. */
    private static String pem(int person) {
        return POLICY.people().get(person).keys().getFirst().toPem().replace("\n", "\\n");
    }

    @Test
    void whenAReceiptNamesAnAuthorisationThenItsEntryInTheLogDoes() {
        Manifest manifest = factory.approved(api, "3.1.1", 17, new byte[1000]);
        EnrolledDevice device = factory.device(api, "D-001", "VM");
        Digest authorisation = Digest.of(new byte[] {7});
        DeviceHttp http = new DeviceHttp(server.deviceUrl(), pki.client(device.certificate(), device.key()));

        byte[] receipt = receipt(device, manifest, authorisation);
        assertThat(eventually(() -> http.post("/device/v1/receipts", receipt).statusCode(), code -> code == 200))
                .as("the device listener follows")
                .isEqualTo(200);

        assertThat(eventually(this::breakGlass, found -> !found.isEmpty())).containsExactly(authorisation.toString());
    }

    private static <T> T eventually(Supplier<T> what, Predicate<T> enough) {
        return Objects.requireNonNull(Mono.fromSupplier(what)
                .filter(enough)
                .repeatWhenEmpty(again -> again.delayElements(Duration.ofMillis(50)))
                .block(Duration.ofSeconds(60)));
    }

    private static byte[] receipt(EnrolledDevice device, Manifest manifest, Digest authorisation) {
        InstallationReceipt receipt = new InstallationReceipt(
                device.id(),
                "exm",
                manifest.id(),
                "3.0.0",
                UUID.randomUUID().toString(),
                InstallationReceipt.Result.ROLLED_BACK,
                "health-check-failed",
                "a",
                1,
                2,
                1,
                Instant.now().truncatedTo(ChronoUnit.SECONDS),
                Optional.empty(),
                Optional.of(authorisation));
        return Envelope.sign(
                        Statement.PAYLOAD_TYPE,
                        Statement.about(manifest.digest(), receipt).toJson(),
                        device.key())
                .toJson();
    }

    private List<String> breakGlass() {
        return api
                .get("insp.one", Factory.BASE + "/audit/events?kind=receipt.accepted&device=D-001")
                .expect(200)
                .json()
                .objects("events")
                .stream()
                .map(event -> event.object("detail").string("breakGlass"))
                .toList();
    }

    private static void assertRefused(Answer answer) {
        JsonObject problem = answer.expect(422).json();
        assertThat(problem.string("type")).isEqualTo("urn:suture:problem:metadata-refused");
        assertThat(problem.string("reason")).isEqualTo("malformed-document");
    }
}
