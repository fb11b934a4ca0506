package io.suture.server.identity;

import static io.suture.server.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.suture.server.testing.Api;
import io.suture.server.testing.Factory;
import io.suture.server.testing.TestDatabase;
import io.suture.server.testing.TestIssuer;
import io.suture.server.testing.TestIssuer.Mood;
import io.suture.server.testing.TestPki;
import io.suture.server.testing.TestServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** C4: an issuer that hangs, trickles or never ends holds up nobody but who asked for it, and that one not for long. */
class SlowIssuerIT {

    /** What reading may take, and a busy machine. */
    private static final Duration BOUND =
            IssuerDocuments.PATIENCE.multipliedBy(2).plusSeconds(10);

    private final TestPki pki = new TestPki();

    @ParameterizedTest
    @EnumSource(value = Mood.class, names = "WELL", mode = Mode.EXCLUDE)
    void whenIssuerMisbehavesThenReadingItsKeysEndsInTimeAndInLittleMemory(Mood mood) {
        try (TestIssuer issuer = new TestIssuer(pki)) {
            IssuerDocuments documents = new IssuerDocuments(issuer.uri(), Optional.of(pki.serverCaPem()));
            assertThat(documents.keys().block(BOUND)).isNotNull();
            issuer.mood(mood);
            Instant start = Instant.now();
            assertThatThrownBy(() -> documents.keys().block()).isInstanceOf(RuntimeException.class);
            assertThat(Duration.between(start, Instant.now())).isLessThan(BOUND);
            assertThat(issuer.sent()).isLessThan(16L << 20);
        }
    }

    /** Those of the local issuer sign in and work meanwhile; so do, once its keys are known, those of the slow one. */
    @Test
    void whenIssuerHangsThenOthersWorkMeanwhile(@TempDir Path folder) {
        Factory factory = new Factory();
        TestDatabase database = new TestDatabase();
        try (TestIssuer issuer = new TestIssuer(pki);
                TestServer server = server(issuer, database, factory, folder)) {
            Api api = new Api(server.apiUrl(), pki.client(), factory.keys());
            factory.register(api);
            api.get("qa.one", Factory.BASE + "/products").expect(200);
            issuer.mood(Mood.SILENT);
            String token = issuer.token(issuer.claims("re.one"));
            CompletableFuture<Integer> first = CompletableFuture.supplyAsync(() -> status(api, token));
            awaitRead(issuer);
            api.get("qa.one", Factory.BASE + "/products").expect(200);
            assertThat(status(api, token))
                    .as("keys are not known, and it is not asked twice")
                    .isEqualTo(503);
            assertThat(first).as("still waits for the issuer").isNotDone();
            assertThat(first.join()).isEqualTo(503);
        } finally {
            database.close();
        }
    }

    private static int status(Api api, String token) {
        return api.getAs(token, Factory.BASE + "/products").status();
    }

    private static void awaitRead(TestIssuer issuer) {
        await(() -> issuer.asked() > 0);
    }

    private TestServer server(TestIssuer issuer, TestDatabase database, Factory factory, Path folder) {
        return new TestServer(
                database,
                folder,
                pki,
                factory.keys().get("admin").publicKey().toPem(),
                context -> {},
                Map.of("suture.identity.issuer-uri", issuer.uri(), "suture.identity.oidc.ca", pki.serverCaPem()));
    }
}
