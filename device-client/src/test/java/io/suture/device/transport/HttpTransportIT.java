package io.suture.device.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.suture.device.state.FileStorage;
import io.suture.device.state.Payload;
import io.suture.trust.digest.Digest;
import io.suture.trust.key.KeyAlgorithm;
import io.suture.trust.key.SoftwareSigner;
import io.suture.trust.pki.CertificateAuthority;
import io.suture.trust.pki.DeviceIdentity;
import io.suture.trust.pki.TlsContexts;
import io.suture.trust.pki.Validity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The HTTP adapter against the JDK's own server, TLS 1.3 with client certificates. */
class HttpTransportIT {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Validity VALIDITY =
            Validity.from(Instant.now().minus(Duration.ofHours(1)), Duration.ofDays(2));
    private static final CertificateAuthority AUTHORITY = authority();
    private static final TransportLimits LIMITS = new TransportLimits(
            Duration.ofSeconds(10),
            Duration.ofSeconds(20),
            Duration.ofMillis(500),
            Duration.ofSeconds(30),
            1,
            Duration.ofMinutes(1));

    @TempDir
    private Path directory;

    private final CountDownLatch release = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private HttpsServer server;

    private static CertificateAuthority authority() {
        SoftwareSigner key = SoftwareSigner.generate(KeyAlgorithm.ECDSA_P256, RANDOM);
        return new CertificateAuthority(
                CertificateAuthority.selfSigned("CA", key, VALIDITY, RANDOM).certificate(), key, RANDOM);
    }

    @BeforeEach
    void setUp() throws Exception {
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(serverContext()) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters ssl = getSSLContext().getDefaultSSLParameters();
                ssl.setNeedClientAuth(true);
                parameters.setSSLParameters(ssl);
            }
        });
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void tearDown() {
        release.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private static SSLContext serverContext() throws Exception {
        SoftwareSigner key = SoftwareSigner.generate(KeyAlgorithm.ECDSA_P256, RANDOM);
        X509Certificate certificate = AUTHORITY.issueServer(key.publicKey(), List.of("localhost"), VALIDITY);
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("own", key.jcaPrivateKey(), new char[0], new X509Certificate[] {certificate});
        KeyStore trust = KeyStore.getInstance("PKCS12");
        trust.load(null, null);
        trust.setCertificateEntry("ca", AUTHORITY.certificate());
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(store, new char[0]);
        TrustManagerFactory trusted = TrustManagerFactory.getInstance("PKIX");
        trusted.init(trust);
        SSLContext context = SSLContext.getInstance("TLSv1.3");
        context.init(keys.getKeyManagers(), trusted.getTrustManagers(), null);
        return context;
    }

    private HttpTransport transport(SSLContext tls) {
        URI base = URI.create("https://localhost:" + server.getAddress().getPort());
        return new HttpTransport(base, tls, TlsContexts.clientParameters(), LIMITS, System::nanoTime);
    }

    private HttpTransport device() {
        SoftwareSigner key = SoftwareSigner.generate(KeyAlgorithm.ECDSA_P256, RANDOM);
        X509Certificate certificate =
                AUTHORITY.issueDevice(key.publicKey(), new DeviceIdentity("exm", "D-001"), VALIDITY);
        return transport(TlsContexts.client(
                List.of(AUTHORITY.certificate()), new TlsContexts.Identity(List.of(certificate), key)));
    }

    private void serve(HttpHandler handler) {
        server.createContext("/", handler);
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Test
    void whenTheDeviceIsKnownThenItIsAnswered() {
        serve(exchange -> answer(exchange, 200, exchange.getRequestBody().readAllBytes()));

        byte[] hello = "hello".getBytes(StandardCharsets.UTF_8);
        Reply reply = Reply.to(device(), Request.post("/x", "text/plain", hello), 5);

        assertThat(reply.body()).isEqualTo(hello);
    }

    @Test
    void whenTheAnswerIsAByteTooLongThenItIsRefused() {
        serve(exchange -> answer(exchange, 200, new byte[11]));

        assertThat(Reply.to(device(), Request.get("/x"), 11).body()).hasSize(11);
        assertThatThrownBy(() -> Reply.to(device(), Request.get("/x"), 10))
                .isInstanceOf(TransportException.TooLarge.class);
    }

    @Test
    void whenTheServerRedirectsThenThatIsNotFollowed() {
        serve(exchange -> {
            exchange.getResponseHeaders().add("Location", "https://localhost/elsewhere");
            answer(exchange, 302, new byte[0]);
        });

        assertThat(Reply.to(device(), Request.get("/x"), 10).status()).isEqualTo(302);
    }

    @Test
    void whenTheBodyStallsThenTheConnectionCountsAsCut() {
        serve(this::stall);

        assertThatThrownBy(() -> Reply.to(device(), Request.get("/x"), 100)).isInstanceOf(TransportException.Cut.class);
    }

    private void stall(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 100);
        exchange.getResponseBody().write(new byte[10]);
        exchange.getResponseBody().flush();
        try {
            release.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        exchange.close();
    }

    @Test
    void whenTheServerHasAnotherAuthorityThenItIsNotBelieved() {
        serve(exchange -> answer(exchange, 200, new byte[1]));
        SSLContext stranger = TlsContexts.client(List.of(authority().certificate()), null);

        assertThatThrownBy(() -> Reply.to(transport(stranger), Request.get("/x"), 10))
                .isInstanceOf(TransportException.Unreachable.class);
    }

    @Test
    void whenTheServerIsGoneThenThatIsSaid() {
        HttpTransport transport = device();
        server.stop(0);

        assertThatThrownBy(() -> Reply.to(transport, Request.get("/x"), 10))
                .isInstanceOf(TransportException.Unreachable.class);
    }

    @Test
    void whenConnectionsAreCutThenTheDownloadContinuesWhereItEnded() {
        byte[] content = new byte[300_000];
        new Random(1).nextBytes(content);
        AtomicInteger requests = new AtomicInteger();
        serve(exchange -> {
            requests.incrementAndGet();
            cutAfterThird(exchange, content);
        });
        FileStorage storage = new FileStorage(directory);
        Payload payload = new Payload("/p", "p", content.length, Digest.of(content));

        new Downloader(device(), storage, Backoff.DEFAULT, duration -> {}, new Random(1), Progress.NONE).fetch(payload);

        assertThat(requests).hasValueGreaterThan(1);
        assertThat(storage.read(payload.part())).hasValue(content);
    }

    private static void cutAfterThird(HttpExchange exchange, byte[] content) throws IOException {
        String range = exchange.getRequestHeaders().getFirst("Range");
        int from = range == null ? 0 : Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
        if (range != null) {
            exchange.getResponseHeaders()
                    .add("Content-Range", "bytes %d-%d/%d".formatted(from, content.length - 1, content.length));
        }
        exchange.sendResponseHeaders(range == null ? 200 : 206, content.length - from);
        exchange.getResponseBody().write(content, from, Math.min(100_000, content.length - from));
        exchange.getResponseBody().flush();
        exchange.close();
    }
}
