package io.suture.device.agent;

import io.suture.device.transport.Exchange;
import io.suture.device.transport.Request;
import io.suture.device.transport.Transport;
import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Remembers what a verification read of the repository, for {@link BootBundle}; never a payload, which is not read through it. */
final class Recording implements Transport {

    private static final String REPOSITORY = "/repository/";
    private static final int OK = 200;

    private final Transport transport;
    private final Map<String, ByteArrayOutputStream> answers = new HashMap<>();

    Recording(Transport transport) {
        this.transport = transport;
    }

    /** Forget what an earlier verification read. */
    void clear() {
        answers.clear();
    }

    /** Return the answers by request path. */
    Map<String, byte[]> answers() {
        Map<String, byte[]> read = new HashMap<>();
        answers.forEach((path, body) -> read.put(path, body.toByteArray()));
        return read;
    }

    @Override
    public Exchange send(Request request) {
        Exchange exchange = transport.send(request);
        if (!request.path().startsWith(REPOSITORY) || exchange.status() != OK) {
            return exchange;
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        answers.put(request.path(), body);
        return new Recorded(exchange, body);
    }

    private record Recorded(Exchange exchange, ByteArrayOutputStream body) implements Exchange {

        @Override
        public int status() {
            return exchange.status();
        }

        @Override
        public Optional<String> header(String name) {
            return exchange.header(name);
        }

        @Override
        public int read(byte[] into) {
            int n = exchange.read(into);
            if (n > 0) {
                body.write(into, 0, n);
            }
            return n;
        }

        @Override
        public void close() {
            exchange.close();
        }
    }
}
