package io.suture.server.dossier;

import io.suture.server.evidence.EvidenceFiles;
import io.suture.trust.digest.Digest;
import io.suture.trust.evidence.PlainZip;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** The files that statements name, such as protocols and logs, by their digests. Each is read twice and never held. */
final class AttachedPart {

    private final EvidencePart evidence;
    private final EvidenceFiles files;
    private final Scheduler blocking;

    AttachedPart(EvidencePart evidence, EvidenceFiles files, Scheduler blocking) {
        this.evidence = evidence;
        this.files = files;
        this.blocking = blocking;
    }

    Flux<Attached> of(Subject subject) {
        return evidence.pieces(subject)
                .map(Exhibit::of)
                .flatMapIterable(exhibit -> EvidenceFiles.named(exhibit.statement()))
                .distinct()
                .concatMap(digest -> attached(subject.manufacturer(), digest));
    }

    /** A file that is part of the release itself is under {@code targets/}, and no evidence file. */
    private Mono<Attached> attached(String manufacturer, Digest digest) {
        return files.find(manufacturer, digest)
                .flatMap(file -> crc(files.read(manufacturer, digest))
                        .map(crc -> new Attached(
                                new PlainZip.Item("evidence/files/" + digest.hex(), file.length(), crc),
                                digest,
                                files.read(manufacturer, digest))));
    }

    private Mono<Long> crc(Flux<DataBuffer> content) {
        return content.publishOn(blocking)
                .reduceWith(CRC32::new, AttachedPart::update)
                .map(CRC32::getValue);
    }

    private static CRC32 update(CRC32 crc, DataBuffer buffer) {
        try (DataBuffer.ByteBufferIterator parts = buffer.readableByteBuffers()) {
            while (parts.hasNext()) {
                ByteBuffer part = parts.next();
                crc.update(part);
            }
        } finally {
            DataBufferUtils.release(buffer);
        }
        return crc;
    }
}
