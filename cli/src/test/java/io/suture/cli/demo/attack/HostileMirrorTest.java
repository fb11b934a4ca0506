package io.suture.cli.demo.attack;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.suture.trust.key.KeyAlgorithm;
import io.suture.trust.key.SoftwareSigner;
import io.suture.trust.pki.CertificateAuthority;
import io.suture.trust.pki.DeviceIdentity;
import io.suture.trust.pki.TlsContexts;
import io.suture.trust.pki.TlsContexts.Identity;
import io.suture.trust.pki.Validity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HostileMirrorTest {

    private final SecureRandom random = new SecureRandom();
    private HttpsServer origin;
    private HostileMirror mirror;
    private HttpClient victim;

    @BeforeEach
    void start() throws IOException {
        var validity =
                new Validity(Instant.now().minusSeconds(60), Instant.now().plus(Duration.ofDays(1)));
        SoftwareSigner caKey = SoftwareSigner.generate(KeyAlgorithm.ECDSA_P256, random);
        CertificateAuthority ca = CertificateAuthority.selfSigned("test CA", caKey, validity, random);
        SoftwareSigner key = SoftwareSigner.generate(KeyAlgorithm.ECDSA_P256, random);
        X509Certificate server = ca.issueServer(key.publicKey(), List.of("localhost", "127.0.0.1"), validity);
        X509Certificate device = ca.issueDevice(key.publicKey(), new DeviceIdentity("exm", "D-001"), validity);
        SSLContext asServer = TlsContexts.client(List.of(ca.certificate()), new Identity(List.of(server), key));
        SSLContext asDevice = TlsContexts.client(List.of(ca.certificate()), new Identity(List.of(device), key));
        origin = startOrigin(asServer);
        URI real = URI.create("https://localhost:" + origin.getAddress().getPort());
        mirror = HostileMirror.start(real, asServer, asDevice);
        victim = HttpClient.newBuilder().sslContext(asDevice).build();
    }

    @AfterEach
    void stop() {
        victim.close();
        mirror.close();
        origin.stop(0);
    }

    @Test
    void whenNothingIsSaidAboutAPathThenTheRealServerAnswers() throws Exception {
        HttpResponse<String> reply = send("/device/v1/assignment?x=1", "POST", "receipt");
        assertThat(reply.statusCode()).isEqualTo(206);
        assertThat(reply.body()).isEqualTo("POST /device/v1/assignment?x=1 bytes=3- receipt");
        assertThat(reply.headers().firstValue("etag")).contains("\"e\"");
    }

    @Test
    void whenAPathIsLiedAboutThenTheLieIsServed() throws Exception {
        mirror.lie("/device/v1/assignment", "{}".getBytes(StandardCharsets.UTF_8));
        assertThat(send("/device/v1/assignment", "GET", "").body()).isEqualTo("{}");
    }

    @Test
    void whenALieDependsOnTheQuestionThenItIsMadeFromIt() throws Exception {
        mirror.lie("/device/v1/assignment", question -> question.getQuery().getBytes(StandardCharsets.UTF_8));
        assertThat(send("/device/v1/assignment?nonce=n", "GET", "").body()).isEqualTo("nonce=n");
        mirror.beHonest("/device/v1/assignment");
        assertThat(send("/device/v1/assignment?nonce=n", "GET", "").statusCode())
                .isEqualTo(206);
    }

    @Test
    void whenAPathIsHiddenThenItIsNotFound() throws Exception {
        mirror.hide("/repository/exm/log/checkpoint");
        assertThat(send("/repository/exm/log/checkpoint", "GET", "").statusCode())
                .isEqualTo(404);
    }

    private HttpResponse<String> send(String path, String method, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(mirror.url().resolve(path))
                .header("Range", "bytes=3-")
                .method(method, BodyPublishers.ofString(body))
                .build();
        return victim.send(request, BodyHandlers.ofString());
    }

    private static HttpsServer startOrigin(SSLContext context) throws IOException {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String echo = "%s %s %s %s"
                    .formatted(
                            exchange.getRequestMethod(),
                            exchange.getRequestURI(),
                            exchange.getRequestHeaders().getFirst("Range"),
                            body);
            byte[] bytes = echo.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("ETag", "\"e\"");
            exchange.sendResponseHeaders(206, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        return server;
    }
}
