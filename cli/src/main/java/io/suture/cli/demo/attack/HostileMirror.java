package io.suture.cli.demo.attack;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/**
 * The distribution server in an attacker's hands: it shows devices the real server's certificate, answers some paths with
 * what the attacker chose, and fetches everything else from the real server with the certificate of a device he owns.
 */
final class HostileMirror implements AutoCloseable {

    private static final List<String> PASSED_ON =
            List.of("range", "if-range", "if-none-match", "accept", "content-type");
    private static final List<String> PASSED_BACK =
            List.of("content-type", "content-range", "etag", "accept-ranges", "cache-control");

    private final URI realServer;
    private final HttpClient asOwnDevice;
    private final HttpsServer listener;
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Function<URI, Optional<byte[]>>> lies = new ConcurrentHashMap<>();
    private final Set<String> down = ConcurrentHashMap.newKeySet();

    private HostileMirror(URI realServer, HttpClient asOwnDevice, HttpsServer listener) {
        this.realServer = realServer;
        this.asOwnDevice = asOwnDevice;
        this.listener = listener;
    }

    /**
     * Starts the mirror.
     *
     * @param stolen the server's certificate and key, trusting the device authority
     * @param ownDevice the certificate and key of a device in the attacker's hands, trusting the real server
     */
    static HostileMirror start(URI realServer, SSLContext stolen, SSLContext ownDevice) throws IOException {
        HttpsServer listener = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        listener.setHttpsConfigurator(new AsksForDeviceCertificate(stolen));
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(ownDevice)
                .build();
        var mirror = new HostileMirror(realServer, client, listener);
        listener.setExecutor(mirror.workers);
        listener.createContext("/", mirror::answer);
        listener.start();
        return mirror;
    }

    URI url() {
        return URI.create("https://localhost:" + listener.getAddress().getPort());
    }

    /** From now on the path is answered with these bytes. */
    HostileMirror lie(String path, byte[] body) {
        byte[] bytes = body.clone();
        return lie(path, question -> bytes);
    }

    /** From now on the path is answered with what the attacker makes of the question. */
    HostileMirror lie(String path, Function<URI, byte[]> answer) {
        lies.put(path, answer.andThen(Optional::of));
        return this;
    }

    /** From now on the path is answered by the real server again. */
    HostileMirror beHonest(String path) {
        lies.remove(path);
        return this;
    }

    HostileMirror lie(Map<String, byte[]> bodies) {
        bodies.forEach(this::lie);
        return this;
    }

    /** From now on the path is answered as by a server that is overloaded. */
    HostileMirror holdBack(String path) {
        down.add(path);
        return this;
    }

    /** From now on the path is answered with "not found". */
    HostileMirror hide(String path) {
        lies.put(path, question -> Optional.empty());
        return this;
    }

    @Override
    public void close() {
        listener.stop(0);
        workers.close();
        asOwnDevice.close();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getRawPath();
            Function<URI, Optional<byte[]>> lie = lies.get(path);
            if (down.contains(path)) {
                exchange.sendResponseHeaders(503, -1);
            } else if (lie == null) {
                passOn(exchange);
            } else {
                send(exchange, lie.apply(exchange.getRequestURI()));
            }
        }
    }

    private static void send(HttpExchange exchange, Optional<byte[]> lie) throws IOException {
        if (lie.isPresent()) {
            send(exchange, lie.get());
        } else {
            exchange.sendResponseHeaders(404, -1);
        }
    }

    private static void send(HttpExchange exchange, byte[] body) throws IOException {
        exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    private void passOn(HttpExchange exchange) throws IOException {
        try {
            HttpResponse<InputStream> real = asOwnDevice.send(request(exchange), BodyHandlers.ofInputStream());
            passBack(real, exchange);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private HttpRequest request(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        var request = HttpRequest.newBuilder(realServer.resolve(exchange.getRequestURI()))
                .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
        for (String name : PASSED_ON) {
            List<String> values = exchange.getRequestHeaders().get(name);
            if (values != null) {
                values.forEach(value -> request.header(name, value));
            }
        }
        return request.build();
    }

    private static void passBack(HttpResponse<InputStream> real, HttpExchange exchange) throws IOException {
        for (String name : PASSED_BACK) {
            real.headers()
                    .firstValue(name)
                    .ifPresent(v -> exchange.getResponseHeaders().set(name, v));
        }
        long length = real.headers().firstValueAsLong("content-length").orElse(0);
        exchange.sendResponseHeaders(real.statusCode(), length == 0 ? -1 : length);
        try (InputStream in = real.body();
                OutputStream out = exchange.getResponseBody()) {
            in.transferTo(out);
        }
    }

    private static final class AsksForDeviceCertificate extends HttpsConfigurator {

        AsksForDeviceCertificate(SSLContext context) {
            super(context);
        }

        @Override
        public void configure(HttpsParameters parameters) {
            SSLParameters tls = getSSLContext().getDefaultSSLParameters();
            tls.setWantClientAuth(true);
            parameters.setSSLParameters(tls);
        }
    }
}
