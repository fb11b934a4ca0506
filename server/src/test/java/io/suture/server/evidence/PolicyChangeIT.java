package io.suture.server.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.server.testing.Api;
import io.suture.server.testing.Api.Answer;
import io.suture.server.testing.Approver;
import io.suture.server.testing.Approver.Opened;
import io.suture.server.testing.Factory;
import io.suture.server.testing.TestDatabase;
import io.suture.server.testing.TestPki;
import io.suture.server.testing.TestServer;
import io.suture.trust.attest.QualityApproval;
import io.suture.trust.dsse.Envelope;
import io.suture.trust.gate.ReleasePolicy;
import io.suture.trust.json.JsonObject;
import io.suture.trust.release.Manifest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** G12: whoever wants fewer approvers while one approval is there and another is pending. */
class PolicyChangeIT {

    private static final String RELEASE = Factory.releasePath("1.0.0");
    private static final String OFFLINE = Factory.BASE + "/repository/offline";

    private final TestDatabase database = new TestDatabase();
    private final TestPki pki = new TestPki();
    private final Factory factory = new Factory();
    private TestServer server;
    private Api api;

    @BeforeEach
    void start(@TempDir Path folder) {
        server = new TestServer(
                database, folder, pki, factory.keys().get("admin").publicKey().toPem(), context -> {});
        api = new Api(server.apiUrl(), pki.client(), factory.keys());
    }

    @AfterEach
    void stop() {
        server.close();
        database.close();
    }

    @Test
    void g12ThePolicyIsLoweredByItsKeyHoldersAndByNobodyElse() {
        factory.register(api);
        byte[] lenient = factory.offline(api, 1);
        put(lenient).expect(200);
        factory.releasePolicy(twoApprovers());
        put(factory.offline(api, 2)).expect(200);

        Manifest manifest = factory.approved(api, "1.0.0", 1, new byte[1000]);
        Approver approver = new Approver(api::post, "qa.one", factory.keys().get("qa.one"));
        Opened pending = approver.open(RELEASE);
        assertStrict();

        factory.releasePolicy(ReleasePolicy.standard());
        assertRefused(factory.forged(api, 3));
        assertRefused(lenient);
        assertRefused(factory.offline(api, 2));
        assertThat(loggedRefusals()).isEqualTo(3);

        put(factory.offline(api, 3)).expect(200);
        assertThat(blockers().bool("accepted")).isTrue();
        assertThat(basis().integer("policyVersion")).isEqualTo(1);
        assertThat(basis().string("policyDigest"))
                .isEqualTo(ReleasePolicy.standard().digest().toString());

        approver.stepUp(pending);
        Envelope signed = approver.sign(pending, manifest);
        approver.hand(pending, signed).expect(201);
        api.post("re.one", RELEASE + "/signing", new byte[0]).expect(200);
    }

    private static ReleasePolicy twoApprovers() {
        String standard = new String(ReleasePolicy.standard().toJson(), StandardCharsets.UTF_8);
        String one = "\"%s\",\"roles\":[\"quality-approver\"],\"threshold\":1".formatted(QualityApproval.TYPE);
        assertThat(standard).contains(one);
        String two = standard.replace(one, one.replace("\"threshold\":1", "\"threshold\":2"))
                .replace("\"version\":1", "\"version\":2");
        return ReleasePolicy.parse(two.getBytes(StandardCharsets.UTF_8));
    }

    private Answer put(byte[] upload) {
        return api.put("admin", OFFLINE, "application/json", upload);
    }

    private void assertRefused(byte[] upload) {
        assertThat(put(upload).problem()).isEqualTo("metadata-refused");
        assertStrict();
    }

    private long loggedRefusals() {
        return Objects.requireNonNull(database.client()
                .sql("select count(*) from audit_event where kind = 'repository.refused'")
                .map(row -> Objects.requireNonNull(row.get(0, Long.class)))
                .one()
                .block());
    }

    private void assertStrict() {
        assertThat(blockers().bool("accepted")).isFalse();
        assertThat(basis().integer("policyVersion")).isEqualTo(2);
        assertThat(api.get("re.one", RELEASE).expect(200).json().string("state"))
                .isEqualTo("validated");
        api.post("re.one", RELEASE + "/signing", new byte[0]).expect(409);
    }

    private JsonObject blockers() {
        return api.get("re.one", RELEASE + "/blockers").expect(200).json();
    }

    private JsonObject basis() {
        return blockers().object("basis");
    }
}
