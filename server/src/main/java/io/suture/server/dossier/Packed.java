package io.suture.server.dossier;

import io.suture.trust.json.CanonicalJson;
import io.suture.trust.json.JsonValue;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import reactor.core.publisher.Flux;

/**
 * A file of a dossier.
 *
 * @param name its name in the package
 * @param content its bytes
 */
@SuppressWarnings("ArrayRecordComponent") // read only
record Packed(String name, byte[] content) {

    static Packed text(String name, String text) {
        return new Packed(name, text.getBytes(StandardCharsets.UTF_8));
    }

    static Packed json(String name, JsonValue value) {
        return new Packed(name, CanonicalJson.rfc8785(value));
    }

    /** Return the file that the parts make, one after the other. */
    static Flux<Packed> joined(String name, Flux<byte[]> parts) {
        return parts.reduceWith(ByteArrayOutputStream::new, Packed::append)
                .map(all -> new Packed(name, all.toByteArray()))
                .flux();
    }

    /** Return the file with one part a line. */
    static Flux<Packed> lines(String name, Flux<byte[]> lines) {
        return joined(name, lines.concatMapIterable(line -> List.of(line, new byte[] {'\n'})));
    }

    private static ByteArrayOutputStream append(ByteArrayOutputStream all, byte[] part) {
        all.writeBytes(part);
        return all;
    }
}
