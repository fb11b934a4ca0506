package io.suture.server.problem;

import io.suture.server.problem.CommonRefusal.TooLarge;
import java.io.ByteArrayOutputStream;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads a request body of limited size byte for byte. */
public final class LimitedBody {

    private LimitedBody() {}

    /**
     * Return the bytes of a body; fails with {@code too-large}. Every buffer is copied and released as it comes, so that
     * the discard hooks of the response never meet one.
     */
    public static Mono<byte[]> read(Flux<DataBuffer> body, String what, int limit) {
        return body.map(LimitedBody::take)
                .collect(ByteArrayOutputStream::new, (all, bytes) -> add(all, bytes, what, limit))
                .map(ByteArrayOutputStream::toByteArray);
    }

    private static void add(ByteArrayOutputStream all, byte[] bytes, String what, int limit) {
        if (all.size() + bytes.length > limit) {
            throw new TooLarge(what, limit).refused();
        }
        all.writeBytes(bytes);
    }

    private static byte[] take(DataBuffer buffer) {
        byte[] bytes = new byte[buffer.readableByteCount()];
        buffer.read(bytes);
        DataBufferUtils.release(buffer);
        return bytes;
    }
}
