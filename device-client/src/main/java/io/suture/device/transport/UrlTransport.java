package io.suture.device.transport;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * HTTP/1.1 with the JDK's older client, for commands that must start quickly: it needs neither threads nor TLS before they
 * are used (ADR 0015). Paths of requests are whole {@code http} or {@code https} URLs.
 */
public final class UrlTransport implements Transport {

    private final TransportLimits limits;
    private final LongSupplier ticker;

    /** {@code ticker} counts nanoseconds. */
    public UrlTransport(TransportLimits limits, LongSupplier ticker) {
        this.limits = limits;
        this.ticker = ticker;
    }

    @Override
    public Exchange send(Request request) {
        try {
            HttpURLConnection connection = prepare(request);
            int status = answer(connection, request);
            return new UrlExchange(
                    connection, request.path(), status, body(connection), new Pace(request.path(), limits, ticker));
        } catch (IOException | IllegalArgumentException e) {
            throw new TransportException.Unreachable(request.path(), reason(e));
        }
    }

    private HttpURLConnection prepare(Request request) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(request.path()).toURL().openConnection();
        connection.setConnectTimeout(millis(limits.connect().toNanos()));
        connection.setReadTimeout(millis(limits.stall().toNanos()));
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        connection.setRequestMethod(request.method());
        connection.setRequestProperty("User-Agent", "suture");
        connection.setRequestProperty("Accept", "*/*");
        request.headers().forEach(connection::setRequestProperty);
        return connection;
    }

    /** The status, once all headers are here: a server that drips them is cut off. */
    private int answer(HttpURLConnection connection, Request request) throws IOException {
        CountDownLatch answered = new CountDownLatch(1);
        Thread.ofPlatform().daemon().start(() -> cutUnless(answered, connection));
        try {
            send(connection, request.body());
            int status = connection.getResponseCode();
            if (status < 0) {
                throw new IOException("not HTTP");
            }
            return status;
        } finally {
            answered.countDown();
        }
    }

    private void cutUnless(CountDownLatch answered, HttpURLConnection connection) {
        long nanos = limits.connect().plus(limits.answer()).toNanos();
        try {
            if (!answered.await(nanos, TimeUnit.NANOSECONDS)) {
                connection.disconnect();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(HttpURLConnection connection, byte[] body) throws IOException {
        if (body.length > 0) {
            connection.setDoOutput(true);
            connection.setFixedLengthStreamingMode(body.length);
            connection.getOutputStream().write(body);
        }
    }

    private static InputStream body(HttpURLConnection connection) throws IOException {
        InputStream body =
                connection.getResponseCode() < 400 ? connection.getInputStream() : connection.getErrorStream();
        return body == null ? InputStream.nullInputStream() : body;
    }

    private static int millis(long nanos) {
        return Math.toIntExact(TimeUnit.NANOSECONDS.toMillis(nanos));
    }

    private static String reason(Exception e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }

    private record UrlExchange(HttpURLConnection connection, String path, int status, InputStream body, Pace pace)
            implements Exchange {

        @Override
        public Optional<String> header(String name) {
            return Optional.ofNullable(connection.getHeaderField(name));
        }

        @Override
        public int read(byte[] into) {
            try {
                int n = body.read(into);
                pace.received(Math.max(n, 0));
                return n;
            } catch (SocketTimeoutException e) {
                throw new TransportException.Cut(path, "nothing arrived for too long");
            } catch (IOException e) {
                throw new TransportException.Cut(path, e);
            }
        }

        /** What was read to its end leaves a connection for the next request; anything else ends it. */
        @Override
        public void close() {
            try {
                body.close();
            } catch (IOException e) {
                connection.disconnect();
            }
        }
    }
}
