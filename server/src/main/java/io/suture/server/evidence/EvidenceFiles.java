package io.suture.server.evidence;

import io.suture.trust.attest.Statement;
import io.suture.trust.digest.Digest;
import java.util.Set;
import org.springframework.core.io.buffer.DataBuffer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The large files that statements name by digest: protocols, test reports, scanner output. Never changed, never removed. */
public interface EvidenceFiles {

    /** Return what is known of a manufacturer's file; empty when that manufacturer never uploaded it. */
    Mono<EvidenceFileRecord> find(String manufacturer, Digest digest);

    /**
     * Return the bytes of a manufacturer's file. They are compared with their digest before the first is handed out; fails
     * with {@code not-found} or {@code payload-corrupt}.
     */
    Flux<DataBuffer> read(String manufacturer, Digest digest);

    /** Return the digests of the files that a statement names; what belongs to the release itself may be among them. */
    static Set<Digest> named(Statement statement) {
        return NamedFiles.named(statement);
    }
}
