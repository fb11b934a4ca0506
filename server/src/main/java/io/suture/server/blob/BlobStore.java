package io.suture.server.blob;

import io.suture.trust.digest.Digest;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.springframework.core.io.buffer.DataBuffer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Content-addressed, write-once storage. Blobs are immutable; the same bytes are stored once. */
public interface BlobStore {

    /**
     * Store a stream. Takes over the buffers. Nothing is visible before all bytes are durable; nothing stays behind on
     * failure.
     *
     * @param content the bytes
     * @param expected what the bytes must be, as far as the sender said
     * @return the stored blob; fails with a {@link BlobRefusal}
     */
    Mono<StoredBlob> store(Flux<DataBuffer> content, Expected expected);

    /** Return up to {@code length} bytes from an offset; empty when there is no such blob. */
    Mono<ByteBuffer> read(Digest digest, long offset, int length);

    /** Return the length, empty when there is no such blob. */
    Mono<Long> length(Digest digest);

    /** Return whether the stored bytes still have this digest; reads all of them. False when there is no such blob. */
    Mono<Boolean> verify(Digest digest);

    /**
     * What the sender said about a blob.
     *
     * @param digest its digest, when said
     * @param length its length, when said
     */
    record Expected(Optional<Digest> digest, Optional<Long> length) {

        /** Nothing was said. */
        public static final Expected NOTHING = new Expected(Optional.empty(), Optional.empty());
    }
}
