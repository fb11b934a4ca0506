package io.suture.cli.demo.attack;

import io.suture.cli.demo.stage.DemoException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import javax.net.ssl.SSLContext;

/** The real device listener, seen with the certificate of one device. */
final class RealRepository implements AutoCloseable {

    private final URI server;
    private final HttpClient client;

    RealRepository(URI server, SSLContext device) {
        this.server = server;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(device)
                .build();
    }

    byte[] get(String path) {
        HttpResponse<byte[]> reply =
                send(HttpRequest.newBuilder(server.resolve(path)).build());
        if (reply.statusCode() != 200) {
            throw new DemoException(path + " is answered with " + reply.statusCode());
        }
        return reply.body();
    }

    HttpResponse<byte[]> post(String path, byte[] body) {
        return send(HttpRequest.newBuilder(server.resolve(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body))
                .build());
    }

    @Override
    public void close() {
        client.close();
    }

    private HttpResponse<byte[]> send(HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new DemoException("the device listener does not answer: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoException("interrupted");
        }
    }
}
