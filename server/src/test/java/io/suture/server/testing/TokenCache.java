package io.suture.server.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** Access tokens by person, asked for anew long before they end: a suite runs longer than a token lives. */
final class TokenCache {

    private static final Duration KEPT = Duration.ofMinutes(4);

    private final Map<String, Entry> entries = new ConcurrentHashMap<>();

    private record Entry(String token, Instant from) {

        boolean isFresh() {
            return from.plus(KEPT).isAfter(Instant.now());
        }
    }

    String get(String person, UnaryOperator<String> issue) {
        return entries.compute(
                        person,
                        (id, entry) ->
                                entry != null && entry.isFresh() ? entry : new Entry(issue.apply(id), Instant.now()))
                .token();
    }

    /** Keep a token that was made elsewhere. */
    void put(String person, String token) {
        entries.put(person, new Entry(token, Instant.now()));
    }
}
