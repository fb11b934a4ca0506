package io.suture.server.dossier;

import io.suture.trust.digest.Digest;
import io.suture.trust.evidence.PlainZip;
import org.springframework.core.io.buffer.DataBuffer;
import reactor.core.publisher.Flux;

/**
 * A file of a dossier that is too large to be held; read when the dossier is written.
 *
 * @param item its entry in the archive
 * @param digest its digest
 * @param content its bytes
 */
record Attached(PlainZip.Item item, Digest digest, Flux<DataBuffer> content) {

    String name() {
        return item.name();
    }
}
