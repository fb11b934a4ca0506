package io.suture.server.audit;

import io.suture.trust.log.NoteSigner;
import reactor.core.publisher.Mono;

/** Where the audit log finds the key that signs a manufacturer's checkpoints. */
public interface LogSigners {

    /** Return the signer whose name is the log's origin; empty when the log has no key yet. */
    Mono<NoteSigner> signer(String log);
}
