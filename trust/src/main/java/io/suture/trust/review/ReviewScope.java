package io.suture.trust.review;

import io.suture.trust.digest.Digest;
import io.suture.trust.json.CanonicalJson;
import io.suture.trust.json.JsonObject;
import io.suture.trust.release.Documents;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a review covers, down to each event: those that a search finds in a part of one tree.
 *
 * @param origin the log
 * @param filter the search, parameter to value
 * @param from index of the first entry that is looked at
 * @param to size of the checkpoint that the review is verified to
 * @param root that checkpoint's root, base64
 * @param count how many events were found
 * @param events {@link Events#digest() digest} of the events found
 */
public record ReviewScope(
        String origin, Map<String, String> filter, long from, long to, String root, long count, Digest events) {

    /** Copies the filter in order. */
    public ReviewScope {
        filter = new LinkedHashMap<>(new TreeMap<>(filter));
    }

    /** Digests events one after the other: SHA-256 over a line {@code <index> <id>} for each. */
    public static final class Events {

        private final MessageDigest hash = Digest.sha256();
        private long count;

        /** Add the next event. */
        public Events add(long index, String id) {
            hash.update((index + " " + id + "\n").getBytes(StandardCharsets.US_ASCII));
            count++;
            return this;
        }

        /** Return how many were added. */
        public long count() {
            return count;
        }

        /** Return the digest of all; nothing can be added after that. */
        public Digest digest() {
            return Digest.ofBytes(hash.digest());
        }
    }

    /** Return what a signature is bound to (21 CFR 11.70). */
    public Digest digest() {
        return Digest.of(CanonicalJson.rfc8785(toJson()));
    }

    /** Return the scope as JSON. */
    public JsonObject toJson() {
        JsonObject.Builder search = JsonObject.builder();
        SortedMap<String, String> sorted = new TreeMap<>(filter);
        sorted.forEach(search::put);
        return JsonObject.builder()
                .put("origin", origin)
                .put("filter", search.build())
                .put("from", from)
                .put("to", to)
                .put("root", root)
                .put("count", count)
                .put("events", events.toString())
                .build();
    }

    /** Read a scope. */
    public static ReviewScope of(JsonObject json) {
        JsonObject search = json.object("filter");
        Map<String, String> filter = new TreeMap<>();
        search.keys().forEach(name -> filter.put(name, search.string(name)));
        return new ReviewScope(
                Documents.text(json, "origin"),
                filter,
                json.integer("from"),
                json.integer("to"),
                Documents.text(json, "root"),
                json.integer("count"),
                Documents.digest(json, "events"));
    }
}
