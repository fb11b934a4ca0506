package io.suture.device.agent;

import io.suture.device.transport.Exchange;
import io.suture.device.transport.TransportException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** An answer from memory. */
final class TestExchange implements Exchange {

    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;
    private int offset;

    private TestExchange(int status, Map<String, String> headers, byte[] body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    static Exchange ok(byte[] body) {
        return new TestExchange(200, Map.of(), body);
    }

    static Exchange status(int status) {
        return new TestExchange(status, Map.of(), new byte[0]);
    }

    static Exchange range(byte[] content, int from) {
        Map<String, String> headers =
                Map.of("Content-Range", "bytes " + from + "-" + (content.length - 1) + "/" + content.length);
        return new TestExchange(206, headers, Arrays.copyOfRange(content, from, content.length));
    }

    /** Return an answer without end. */
    static Exchange endless() {
        return new Exchange() {
            @Override
            public int status() {
                return 200;
            }

            @Override
            public Optional<String> header(String name) {
                return Optional.empty();
            }

            @Override
            public int read(byte[] into) {
                return into.length;
            }

            @Override
            public void close() {}
        };
    }

    /** Return an answer whose connection is cut after some bytes. */
    static Exchange cut(Exchange answer, int after) {
        return new Exchange() {
            private int left = after;

            @Override
            public int status() {
                return answer.status();
            }

            @Override
            public Optional<String> header(String name) {
                return answer.header(name);
            }

            @Override
            public int read(byte[] into) {
                byte[] some = new byte[Math.min(into.length, Math.max(left, 0))];
                int n = some.length == 0 ? -1 : answer.read(some);
                if (n < 0) {
                    throw new TransportException.Cut("test", "cut");
                }
                System.arraycopy(some, 0, into, 0, n);
                left -= n;
                return n;
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    @Override
    public int read(byte[] into) {
        if (offset == body.length) {
            return -1;
        }
        int n = Math.min(Math.min(into.length, 64 * 1024), body.length - offset);
        System.arraycopy(body, offset, into, 0, n);
        offset += n;
        return n;
    }

    @Override
    public void close() {}
}
