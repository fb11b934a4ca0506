package io.suture.trust.fuzz;

import static io.suture.trust.fuzz.Property.read;
import static io.suture.trust.fuzz.Property.require;
import static io.suture.trust.fuzz.Property.same;

import io.suture.trust.json.CanonicalJson;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonValue;
import io.suture.trust.json.MalformedDocumentException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

/** JSON text and its two canonical forms. */
final class JsonProperties {

    private static final Set<Class<? extends RuntimeException>> REFUSED = Set.of(MalformedDocumentException.class);

    private JsonProperties() {}

    static void check(byte[] bytes) {
        read(() -> Json.parse(bytes), REFUSED).ifPresent(value -> {
            byte[] compact = Json.compact(value);
            same(Json.parse(compact), value, "compact reads back");
            same(Json.parse(Json.pretty(value).getBytes(StandardCharsets.UTF_8)), value, "pretty reads back");
            canonical(value, Json.parse(compact));
        });
    }

    private static void canonical(JsonValue value, JsonValue again) {
        read(() -> CanonicalJson.olpc(value), REFUSED)
                .ifPresent(olpc ->
                        require(Arrays.equals(CanonicalJson.olpc(again), olpc), "OLPC depends on the value only"));
        read(() -> CanonicalJson.rfc8785(value), REFUSED).ifPresent(canonical -> {
            byte[] twice = CanonicalJson.rfc8785(Json.parse(canonical));
            require(Arrays.equals(twice, canonical), "RFC 8785 is idempotent");
            require(read(() -> CanonicalJson.olpc(value), REFUSED).isPresent(), "what RFC 8785 takes OLPC takes");
        });
    }
}
