package io.suture.device.transport;

import io.suture.device.state.GrowingFile;
import io.suture.device.state.Payload;
import io.suture.device.state.Storage;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Fetches payloads, continuing where an earlier transfer ended (RFC 9110 section 14.2). What an earlier transfer left is hashed
 * again, and fetched again from the start if the whole does not match: only a complete transfer that differs is a refusal.
 */
public final class Downloader {

    private static final Duration LONGEST_WAIT_ASKED = Duration.ofMinutes(2);

    private final Transport transport;
    private final Storage storage;
    private final Backoff backoff;
    private final Sleeper sleeper;
    private final RandomGenerator random;
    private final Progress progress;

    public Downloader(
            Transport transport,
            Storage storage,
            Backoff backoff,
            Sleeper sleeper,
            RandomGenerator random,
            Progress progress) {
        this.transport = transport;
        this.storage = storage;
        this.backoff = backoff;
        this.sleeper = sleeper;
        this.random = random;
        this.progress = progress;
    }

    /** Return when the payload is on the medium and verified; throw if it differs or the server stays away. */
    public void fetch(Payload payload) {
        try (GrowingFile file = storage.grow(payload.part())) {
            Partial partial = new Partial(file, payload);
            boolean continued = partial.length() > 0;
            receiveAll(partial);
            if (!partial.matches() && continued) {
                partial.restart();
                receiveAll(partial);
            }
            partial.finish();
        }
    }

    /** Return how many bytes are still missing. */
    public long missing(Payload payload) {
        try (GrowingFile file = storage.grow(payload.part())) {
            return Math.max(0, payload.length() - file.length());
        }
    }

    private void receiveAll(Partial partial) {
        int failures = 0;
        while (!partial.complete()) {
            long before = partial.length();
            try {
                receive(partial);
            } catch (TransportException e) {
                failures = partial.length() > before ? 1 : failures + 1;
                if (!e.passing() || failures >= backoff.tries()) {
                    throw e;
                }
                sleeper.sleep(wait(e, failures));
            }
        }
    }

    private Duration wait(TransportException e, int failures) {
        Duration own = backoff.after(failures, random);
        return e.retryAfter()
                .map(asked -> asked.compareTo(LONGEST_WAIT_ASKED) > 0 ? LONGEST_WAIT_ASKED : asked)
                .filter(asked -> asked.compareTo(own) > 0)
                .orElse(own);
    }

    private void receive(Partial partial) {
        Payload payload = partial.payload();
        try (Exchange exchange = transport.send(request(partial))) {
            position(exchange, partial);
            if (partial.length() > 0) {
                progress.resumed(payload.name(), partial.length(), payload.length());
            }
            byte[] buffer = new byte[64 * 1024];
            while (!partial.complete()) {
                int n = exchange.read(buffer);
                if (n < 0) {
                    throw new TransportException.Cut(payload.path(), "body ended after " + partial.length() + " bytes");
                }
                partial.append(ByteBuffer.wrap(buffer, 0, (int) Math.min(n, partial.missing())));
                progress.at(payload.name(), partial.length(), payload.length());
            }
        }
    }

    private static Request request(Partial partial) {
        Request whole = Request.get(partial.payload().path());
        return partial.length() == 0
                ? whole
                : whole.with("Range", "bytes=" + partial.length() + "-")
                        .with("If-Range", partial.payload().etag());
    }

    private static void position(Exchange exchange, Partial partial) {
        switch (exchange.status()) {
            case 200 -> partial.restart();
            case 206 -> requireContinuation(exchange, partial);
            case 416 -> {
                partial.restart();
                throw new TransportException.Cut(partial.payload().path(), "range refused");
            }
            default ->
                throw new TransportException.UnexpectedStatus(
                        partial.payload().path(), exchange.status(), Optional.empty(), RetryAfter.of(exchange));
        }
    }

    private static void requireContinuation(Exchange exchange, Partial partial) {
        String range = exchange.header("Content-Range").orElse("");
        if (!range.startsWith("bytes " + partial.length() + "-")) {
            partial.restart();
            throw new TransportException.Cut(partial.payload().path(), "another range was sent");
        }
    }
}
