package io.suture.cli.witness;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.suture.cli.witness.WitnessService.Answer;
import io.suture.trust.log.LogLimits;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;

/** The witness over HTTP: {@code POST /add-checkpoint} and {@code GET /<origin hash>/checkpoint}, nothing else. */
final class WitnessHttp implements Closeable {

    /** Most requests at work at once; more are asked to come back. */
    static final int MAX_REQUESTS = 64;

    private static final int STOP_SECONDS = 1;
    private static final int NO_BODY = -1;
    private static final String ADD = "/add-checkpoint";
    private static final Pattern NEWEST = Pattern.compile("/([0-9a-f]{64})/checkpoint");

    private final HttpServer server;
    private final ExecutorService workers;
    private final WitnessService service;
    private final Semaphore places = new Semaphore(MAX_REQUESTS);

    private WitnessHttp(HttpServer server, WitnessService service) {
        this.server = server;
        this.service = service;
        this.workers = Executors.newVirtualThreadPerTaskExecutor();
    }

    /** Starts to answer; with a TLS context over HTTPS only. */
    static WitnessHttp start(InetSocketAddress address, Optional<SSLContext> tls, WitnessService service)
            throws IOException {
        WitnessHttp http = new WitnessHttp(server(address, tls), service);
        http.server.setExecutor(http.workers);
        http.server.createContext("/", http::handle);
        http.server.start();
        return http;
    }

    /** Bounds how long a client may take to send a request and to take the answer; before the first server starts. */
    static void limitTimes() {
        System.setProperty("sun.net.httpserver.maxReqTime", "10");
        System.setProperty("sun.net.httpserver.maxRspTime", "10");
        System.setProperty("sun.net.httpserver.idleInterval", "30");
        System.setProperty("jdk.httpserver.maxConnections", "512");
    }

    InetSocketAddress address() {
        return server.getAddress();
    }

    @Override
    public void close() {
        server.stop(STOP_SECONDS);
        workers.close();
    }

    private static HttpServer server(InetSocketAddress address, Optional<SSLContext> tls) throws IOException {
        if (tls.isEmpty()) {
            return HttpServer.create(address, 0);
        }
        HttpsServer server = HttpsServer.create(address, 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls.get()));
        return server;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!places.tryAcquire()) {
                exchange.getResponseHeaders().set("Retry-After", "1");
                answer(exchange, new Answer(503, "text/plain", "too many requests\n"));
                return;
            }
            try {
                answer(exchange, answer(exchange));
            } finally {
                places.release();
            }
        }
    }

    private Answer answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        Matcher newest = NEWEST.matcher(path == null ? "" : path);
        if (ADD.equals(path)) {
            return exchange.getRequestMethod().equals("POST") ? add(exchange) : wrongMethod();
        }
        if (newest.matches()) {
            return exchange.getRequestMethod().equals("GET")
                    ? service.newest(newest.group(1)).orElseGet(WitnessHttp::notFound)
                    : wrongMethod();
        }
        return notFound();
    }

    private Answer add(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(LogLimits.PROOF_BYTES + 1);
        return body.length > LogLimits.PROOF_BYTES
                ? new Answer(413, "text/plain", "a request has at most " + LogLimits.PROOF_BYTES + " bytes\n")
                : service.add(body);
    }

    private static void answer(HttpExchange exchange, Answer answer) throws IOException {
        byte[] body = answer.bytes();
        exchange.getResponseHeaders().set("Content-Type", answer.type());
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? NO_BODY : body.length);
        exchange.getResponseBody().write(body);
    }

    private static Answer notFound() {
        return new Answer(404, "text/plain", "not found\n");
    }

    private static Answer wrongMethod() {
        return new Answer(405, "text/plain", "wrong method\n");
    }
}
