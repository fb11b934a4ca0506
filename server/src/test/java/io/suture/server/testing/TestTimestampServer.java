package io.suture.server.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.suture.trust.log.LogLimits;
import io.suture.trust.log.timestamp.TestAuthority;
import io.suture.trust.log.timestamp.TestAuthority.Conduct;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A time-stamp authority over HTTP (RFC 3161 section 3.4) that can misbehave below and above the protocol. */
public final class TestTimestampServer implements AutoCloseable {

    private final TestAuthority authority = new TestAuthority();
    private final HttpServer server;
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger elsewhere = new AtomicInteger();
    private volatile Conduct conduct = Conduct.GOOD;
    private volatile Mood mood = Mood.WELL;

    /** How it answers over HTTP. */
    public enum Mood {
        WELL,
        SILENT,
        TRICKLING,
        HUGE,
        REDIRECT,
        UNAVAILABLE,
        WRONG_TYPE,
        EMPTY
    }

    public TestTimestampServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.createContext("/tsa", this::answer);
        server.createContext("/elsewhere", exchange -> {
            elsewhere.incrementAndGet();
            reply(exchange, 200, stamped(exchange));
        });
        server.setExecutor(executor);
        server.start();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/tsa");
    }

    public String rootPem() {
        return authority.rootPem();
    }

    public void behave(Conduct conduct) {
        this.conduct = conduct;
    }

    public void behave(Mood mood) {
        this.mood = mood;
    }

    /** How often it was asked. */
    public int asked() {
        return asked.get();
    }

    /** How often somebody came to where it redirects to. */
    public int elsewhere() {
        return elsewhere.get();
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.incrementAndGet();
        switch (mood) {
            case WELL -> reply(exchange, 200, stamped(exchange));
            case HUGE -> reply(exchange, 200, new byte[LogLimits.TIMESTAMP_BYTES + 1]);
            case UNAVAILABLE -> reply(exchange, 503, stamped(exchange));
            case EMPTY -> reply(exchange, 200, new byte[0]);
            case REDIRECT -> {
                exchange.getResponseHeaders().set("Location", "/elsewhere");
                reply(exchange, 307, new byte[0]);
            }
            case WRONG_TYPE -> {
                byte[] body = stamped(exchange);
                exchange.getResponseHeaders().set("Content-Type", "text/html");
                send(exchange, 200, body);
            }
            case SILENT -> {
                waitForEnd();
                exchange.close();
            }
            case TRICKLING -> trickle(exchange);
        }
    }

    private byte[] stamped(HttpExchange exchange) throws IOException {
        return authority.answer(exchange.getRequestBody().readAllBytes(), Instant.now(), conduct);
    }

    private static void reply(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/timestamp-reply");
        send(exchange, status, body);
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private void trickle(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/timestamp-reply");
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().write(0x30);
        exchange.getResponseBody().flush();
        waitForEnd();
        exchange.close();
    }

    private void waitForEnd() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        executor.shutdownNow();
    }
}
