package io.suture.server.inspection;

import io.suture.trust.digest.Digest;
import io.suture.trust.evidence.PackageManifest.Listed;
import io.suture.trust.evidence.PlainZip;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.zip.CRC32;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A file of a package that is not held: its content is read once to be measured, and once more to be sent.
 *
 * @param name its name
 * @param content its bytes, the same each time
 */
record PackagePart(String name, Flux<byte[]> content) {

    static PackagePart of(String name, byte[] bytes) {
        return new PackagePart(name, Flux.just(bytes));
    }

    static PackagePart text(String name, String text) {
        return of(name, text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * A file that was read.
     *
     * @param part the file
     * @param item its entry in the archive
     * @param digest its digest
     */
    record Measured(PackagePart part, PlainZip.Item item, Digest digest) {

        Listed listed() {
            return new Listed(item.length(), digest);
        }

        /** Returns head and content; a content that is not the one measured ends the archive with an error. */
        Flux<DataBuffer> packed() {
            return Flux.defer(() -> {
                Measure again = new Measure();
                return Flux.concat(
                        Flux.just(buffer(PlainZip.head(item))),
                        part.content().doOnNext(again::add).map(Measured::buffer),
                        Mono.defer(() -> requireSame(again.of(part))));
            });
        }

        private Mono<DataBuffer> requireSame(Measured sent) {
            return sent.digest().equals(digest)
                    ? Mono.empty()
                    : Mono.error(new IllegalStateException(part.name() + " changed while it was sent"));
        }

        static DataBuffer buffer(byte[] bytes) {
            return DefaultDataBufferFactory.sharedInstance.wrap(bytes);
        }
    }

    Mono<Measured> measured() {
        return content.reduceWith(Measure::new, Measure::add).map(measure -> measure.of(this));
    }

    /** Length and digests of what went by. */
    private static final class Measure {

        private final CRC32 crc = new CRC32();
        private final MessageDigest sha256 = Digest.sha256();
        private long length;

        Measure add(byte[] bytes) {
            crc.update(bytes);
            sha256.update(bytes);
            length += bytes.length;
            return this;
        }

        Measured of(PackagePart part) {
            return new Measured(
                    part, new PlainZip.Item(part.name(), length, crc.getValue()), Digest.ofBytes(sha256.digest()));
        }
    }
}
