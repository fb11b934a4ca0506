package io.suture.server.release;

import io.suture.server.blob.BlobStore;
import io.suture.server.problem.PlainRefusal;
import io.suture.server.problem.ProblemType;
import io.suture.trust.digest.Digest;
import io.suture.trust.release.Artifact;
import io.suture.trust.release.Manifest;
import io.suture.trust.sbom.SbomLimits;
import io.suture.trust.sbom.SbomProblem;
import io.suture.trust.sbom.SbomReview;
import java.nio.ByteBuffer;
import java.util.List;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The bills of materials of releases, read from the blob store. */
@Component
class SbomFiles {

    private final BlobStore blobs;

    SbomFiles(BlobStore blobs) {
        this.blobs = blobs;
    }

    /** Return why the uploaded bill is none for the payloads; empty when it is one. Reads and parses off the event loop. */
    Mono<List<SbomProblem>> problems(Manifest manifest) {
        if (manifest.sbom().length() > SbomLimits.DOCUMENT.maxBytes()) {
            return Mono.just(List.of(
                    new SbomProblem.Unreadable("", "is larger than " + SbomLimits.DOCUMENT.maxBytes() + " bytes")));
        }
        return bytes(manifest.sbom()).map(bytes -> SbomReview.problems(bytes, manifest.payloads()));
    }

    /** Return the bytes of a bill, if they are still those that were uploaded. */
    Mono<byte[]> bytes(Artifact sbom) {
        return blobs.read(sbom.digest(), 0, Math.toIntExact(sbom.length()))
                .map(SbomFiles::array)
                .filter(bytes -> Digest.of(bytes).equals(sbom.digest()))
                .switchIfEmpty(Mono.error(() -> new PlainRefusal(
                                ProblemType.PAYLOAD_CORRUPT,
                                "The stored bill of materials is damaged; upload it again.")
                        .refused()));
    }

    private static byte[] array(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }
}
