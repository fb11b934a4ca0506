package io.suture.server.dossier;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.server.testing.Api;
import io.suture.server.testing.Factory;
import io.suture.server.testing.TestDatabase;
import io.suture.server.testing.TestPki;
import io.suture.server.testing.TestServer;
import io.suture.trust.attest.AttestLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Measures exports, and asserts nothing about time: {@code -Dsuture.measure=12,1000} prints a line for each number of
 * envelopes.
 */
@EnabledIfSystemProperty(named = "suture.measure", matches = "[0-9]+(,[0-9]+)*")
class DossierTimesIT {

    private static final int FIRST = 7;
    private static final int ROUNDS = 3;

    @Test
    void whenADossierIsExportedThenItsTimeIsPrinted(@TempDir Path directory) {
        TestPki pki = new TestPki();
        Factory factory = new Factory();
        try (TestDatabase database = new TestDatabase();
                TestServer server = new TestServer(
                        database,
                        directory,
                        pki,
                        factory.keys().get("admin").publicKey().toPem(),
                        context -> {})) {
            Api api = new Api(server.apiUrl(), pki.client(), factory.keys());
            factory.found(api);
            factory.approved(api, "3.1.1", 17, new byte[] {1});
            int present = FIRST;
            for (String wanted : System.getProperty("suture.measure", "").split(",", -1)) {
                int envelopes = Math.min(Integer.parseInt(wanted), AttestLimits.ENVELOPES);
                for (; present < envelopes; present++) {
                    factory.anotherScan(api, "3.1.1", "round " + present);
                }
                measure(api, envelopes);
            }
        }
    }

    private static void measure(Api api, int envelopes) {
        for (int round = 0; round < ROUNDS; round++) {
            Instant start = Instant.now();
            byte[] zip = api.get("insp.one", Factory.releasePath("3.1.1") + "/dossier")
                    .expect(200)
                    .body();
            Duration took = Duration.between(start, Instant.now());
            assertThat(zip).isNotEmpty();
            System.out.printf("dossier of %d envelopes: %d ms, %d bytes%n", envelopes, took.toMillis(), zip.length);
        }
    }
}
