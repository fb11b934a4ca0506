package io.suture.server.portal;

import static io.suture.server.testing.Await.await;
import static io.suture.server.testing.Drafts.path;
import static org.assertj.core.api.Assertions.assertThat;

import io.suture.server.identity.Actor;
import io.suture.server.identity.Role;
import io.suture.server.identity.Sessions;
import io.suture.server.testing.ApiCalls;
import io.suture.server.testing.Drafts;
import io.suture.server.testing.ExampleFolder;
import io.suture.server.testing.PolicyRows;
import io.suture.server.testing.RunningServer;
import io.suture.server.testing.Statements;
import io.suture.server.testing.TestPki;
import io.suture.trust.attest.HumanPredicate;
import io.suture.trust.attest.QualityApproval;
import io.suture.trust.attest.Statement;
import io.suture.trust.digest.Digest;
import io.suture.trust.dsse.Envelope;
import io.suture.trust.gate.EvidencePositions;
import io.suture.trust.gate.Gate;
import io.suture.trust.gate.People;
import io.suture.trust.gate.Person;
import io.suture.trust.gate.ReleasePolicy;
import io.suture.trust.json.JsonObject;
import io.suture.trust.pki.Certificates;
import io.suture.trust.release.ReleaseId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.http.ResponseCookie;

/** An approver with nothing but a browser and a security key, from registration to what the device checks. */
@Execution(ExecutionMode.SAME_THREAD) // one server for all of these
class BrowserApprovalIT {

    private static final String HOSTILE = "Ann <script>alert(1)</script> \"' onload=x";
    private static final String REASON = "closes it\"><img src=x onerror=alert(1)>";

    private final RunningServer server = RunningServer.get();
    private final ApiCalls api = server.api();
    private final Drafts drafts = new Drafts(api);
    private final String person = "browser." + UUID.randomUUID();
    private final ReleaseId id = drafts.submit();
    private final Statements statements = new Statements(Drafts.manifest(id), Instant.now());

    @TempDir
    private Path profile;

    @Test
    void whenApprovedWithASecurityKeyInABrowserThenGateAndDeviceAcceptIt() throws Exception {
        register();
        try (Chromium browser = new Chromium(spkiHash(), profile)) {
            browser.addAuthenticator();
            registerPasskey(browser);
            approvePasskey();
            People people = exported();
            new PolicyRows(server).putRelease(policy -> policy);
            new PolicyRows(server).putPeople(people.people());
            addEvidence();
            signIn(browser);
            approve(browser);
            assertThat(api.get("re.one", path(id, "")).json().string("state")).isEqualTo("approved");
            assertAccepted(people);
        }
    }

    private void register() {
        JsonObject registration = JsonObject.builder()
                .put("id", person)
                .put("printedName", HOSTILE)
                .putStrings("roles", List.of("quality-approver"))
                .put("manufacturer", "exm")
                .put("publicKey", TestPki.key().publicKey().toPem())
                .build();
        assertThat(api.post("admin", "/api/v1/people", registration).status()).isEqualTo(201);
    }

    /** The first session comes from another sign-in; the passkey waits for a second person. */
    private void registerPasskey(Chromium browser) {
        Actor actor = new Actor(person, HOSTILE, Set.of(Role.QUALITY_APPROVER), Optional.of("exm"), Optional.empty());
        ResponseCookie cookie = Objects.requireNonNull(
                server.bean(Sessions.class).open(actor, "test").block());
        browser.open(url("/portal/sign-in"));
        browser.cookie(cookie.getName(), cookie.getValue());
        browser.open(url("/portal/passkeys"));
        assertThat(browser.text(".who")).contains(HOSTILE);
        browser.click("#register");
        await(() -> browser.count("tr[data-kind=passkey]") == 1);
        assertThat(browser.text("tr[data-kind=passkey] .key-state")).isEqualTo("pending");
    }

    private void approvePasskey() {
        String keys = "/api/v1/manufacturers/exm/people/" + person + "/keys";
        String passkey = api.get("qa.one", keys).json().objects("keys").stream()
                .filter(key -> key.string("kind").equals("passkey"))
                .findFirst()
                .orElseThrow()
                .string("key");
        assertThat(api.post("qa.one", keys + "/" + passkey + "/approval", JsonObject.EMPTY)
                        .status())
                .isEqualTo(200);
    }

    /** The browser's person as the server exports it, beside the example people. */
    private People exported() {
        People all = People.parse(
                api.get("qa.one", "/api/v1/manufacturers/exm/people").body());
        List<Person> people = new ArrayList<>(Statements.people().people());
        people.add(all.byId(person).orElseThrow());
        return new People(1, people);
    }

    private void addEvidence() {
        for (HumanPredicate claim : statements.withoutApproval()) {
            String author = claim.signature().signedBy();
            assertThat(api.post(
                                    author,
                                    path(id, "/evidence"),
                                    statements.envelope(claim).toJson())
                            .status())
                    .isEqualTo(201);
        }
    }

    private void signIn(Chromium browser) {
        browser.forgetCookies();
        browser.open(url("/portal"));
        await(() -> browser.url().endsWith("/portal/sign-in"));
        browser.click("#sign-in");
        await(() -> browser.url().endsWith("/portal/manufacturers/exm/releases"));
    }

    private void approve(Chromium browser) {
        browser.open(url("/portal/manufacturers/exm/releases/" + id));
        assertThat(browser.text("#manifest"))
                .isEqualTo(statements.manifest().digest().toString());
        browser.click("#meaning option[value=approval]");
        browser.type("#reason", REASON);
        browser.click("#continue");
        assertThat(browser.text("#printed-name")).isEqualTo(HOSTILE);
        assertThat(browser.text("#meaning")).isEqualTo("approval");
        assertThat(browser.text("#reason")).isEqualTo(REASON);
        assertThat(browser.text("#manifest"))
                .isEqualTo(statements.manifest().digest().toString());
        assertThat(browser.count("img, script:not([src])")).isZero();
        browser.click("#sign");
        await(() -> browser.url().endsWith("/releases/" + id));
        assertThat(browser.text("#state")).isEqualTo("approved");
    }

    /** What a device does: the gate over the files, with the people of the offline policy. */
    private void assertAccepted(People people) {
        List<Envelope> envelopes = api.get("re.one", path(id, "/evidence"))
                .text()
                .lines()
                .map(line -> Envelope.parse(line.getBytes(StandardCharsets.UTF_8)))
                .toList();
        Envelope approval = envelopes.getLast();
        assertThat(Statement.parse(approval.payload()).predicateType()).isEqualTo(QualityApproval.TYPE);
        assertThat(approval.signatures().getFirst().webauthn()).isPresent();
        assertThat(verdict(people, envelopes)).isTrue();
        assertThat(verdict(Statements.people(), envelopes)).isFalse();
    }

    private boolean verdict(People people, List<Envelope> envelopes) {
        return Gate.evaluate(
                        ReleasePolicy.standard(),
                        people,
                        statements.manifest(),
                        envelopes,
                        EvidencePositions.NONE,
                        Instant.now())
                .accepted();
    }

    private String url(String path) {
        return api.uri(path).toString();
    }

    private static String spkiHash() throws Exception {
        byte[] spki = Certificates.parsePem(Files.readString(ExampleFolder.file("server.pem")))
                .getFirst()
                .getPublicKey()
                .getEncoded();
        return Base64.getEncoder().encodeToString(Digest.of(spki).bytes());
    }
}
