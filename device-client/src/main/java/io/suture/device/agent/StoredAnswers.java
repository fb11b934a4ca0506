package io.suture.device.agent;

import io.suture.device.transport.Exchange;
import io.suture.device.transport.Request;
import io.suture.device.transport.Transport;
import java.io.ByteArrayInputStream;
import java.util.Map;
import java.util.Optional;

/** A repository's answers from memory; what was not stored is not there. */
record StoredAnswers(Map<String, byte[]> files) implements Transport {

    @Override
    public Exchange send(Request request) {
        byte[] body = files.get(request.path());
        return body == null ? new Stored(404, new byte[0]) : new Stored(200, body);
    }

    private static final class Stored implements Exchange {

        private final int status;
        private final ByteArrayInputStream body;

        Stored(int status, byte[] body) {
            this.status = status;
            this.body = new ByteArrayInputStream(body);
        }

        @Override
        public int status() {
            return status;
        }

        @Override
        public Optional<String> header(String name) {
            return Optional.empty();
        }

        @Override
        public int read(byte[] into) {
            return body.read(into, 0, into.length);
        }

        @Override
        public void close() {}
    }
}
