package io.suture.device.transport;

import io.suture.trust.json.Json;
import io.suture.trust.json.JsonString;
import io.suture.trust.json.MalformedDocumentException;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Optional;

/** An answer small enough to hold. */
@SuppressWarnings("ArrayRecordComponent") // copied in and out
public record Reply(int status, byte[] body, Optional<Duration> retryAfter, Optional<String> etag) {

    private static final String PROBLEM = "urn:suture:problem:";

    public Reply {
        body = body.clone();
    }

    @Override
    public byte[] body() {
        return body.clone();
    }

    /** Send a request and read the whole answer, at most {@code maxBytes} of it. */
    public static Reply to(Transport transport, Request request, int maxBytes) {
        try (Exchange exchange = transport.send(request)) {
            byte[] body = body(exchange, request.path(), maxBytes);
            return new Reply(exchange.status(), body, RetryAfter.of(exchange), exchange.header("ETag"));
        }
    }

    static byte[] body(Exchange exchange, String path, int maxBytes) {
        ByteArrayOutputStream collected = new ByteArrayOutputStream();
        byte[] buffer = new byte[16 * 1024];
        for (int n = exchange.read(buffer); n >= 0; n = exchange.read(buffer)) {
            if (collected.size() + n > maxBytes) {
                throw new TransportException.TooLarge(path, maxBytes);
            }
            collected.write(buffer, 0, n);
        }
        return collected.toByteArray();
    }

    /** Return the body of a 200, empty for a 404; anything else is thrown. */
    public Optional<byte[]> found(String path) {
        return switch (status) {
            case 200 -> Optional.of(body());
            case 404 -> Optional.empty();
            default -> throw unexpected(path);
        };
    }

    /** Return this answer as the failure it is, with the server's problem code (RFC 9457) if it sent one. */
    public TransportException.UnexpectedStatus unexpected(String path) {
        return new TransportException.UnexpectedStatus(path, status, problem(), retryAfter);
    }

    private Optional<String> problem() {
        try {
            return Json.parseObject(body)
                    .find("type")
                    .filter(JsonString.class::isInstance)
                    .map(type -> ((JsonString) type).value())
                    .filter(type -> type.startsWith(PROBLEM))
                    .map(type -> type.substring(PROBLEM.length()))
                    .filter(code -> code.matches("[a-z0-9-]{1,64}"));
        } catch (MalformedDocumentException notAProblem) {
            return Optional.empty();
        }
    }
}
