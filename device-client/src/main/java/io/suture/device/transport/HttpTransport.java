package io.suture.device.transport;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/** HTTP/1.1 over TLS 1.3 with the JDK's client. */
public final class HttpTransport implements Transport {

    private final URI base;
    private final HttpClient client;
    private final TransportLimits limits;
    private final LongSupplier ticker;

    /** Talk to {@code https://host[:port]}; {@code ticker} counts nanoseconds. */
    public HttpTransport(
            URI base, SSLContext tls, SSLParameters parameters, TransportLimits limits, LongSupplier ticker) {
        if (!"https".equals(base.getScheme()) || base.getHost() == null) {
            throw new IllegalArgumentException("not an https address: " + base);
        }
        this.base = base;
        this.limits = limits;
        this.ticker = ticker;
        this.client = HttpClient.newBuilder()
                .sslContext(tls)
                .sslParameters(parameters)
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(limits.connect())
                .build();
    }

    @Override
    public Exchange send(Request request) {
        try {
            HttpResponse<BodyPipe> response =
                    client.send(encode(request), info -> new BodyPipe(request.path(), limits));
            return new HttpExchange(response, new Pace(request.path(), limits, ticker));
        } catch (IOException e) {
            throw new TransportException.Unreachable(request.path(), reason(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransportException.Unreachable(request.path(), "interrupted");
        }
    }

    private HttpRequest encode(Request request) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(
                        URI.create(base.toString().replaceAll("/+$", "") + request.path()))
                .timeout(limits.answer())
                .method(
                        request.method(),
                        request.body().length == 0
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(request.body()));
        request.headers().forEach(builder::setHeader);
        return builder.build();
    }

    private static String reason(IOException e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }

    private record HttpExchange(HttpResponse<BodyPipe> response, Pace pace) implements Exchange {

        @Override
        public int status() {
            return response.statusCode();
        }

        @Override
        public Optional<String> header(String name) {
            return response.headers().firstValue(name);
        }

        @Override
        public int read(byte[] into) {
            int n = response.body().read(into);
            pace.received(Math.max(n, 0));
            return n;
        }

        @Override
        public void close() {
            response.body().cancel();
        }
    }
}
