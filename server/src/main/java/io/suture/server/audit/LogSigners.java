package io.suture.server.audit;

import io.suture.trust.log.LogSigner;
import reactor.core.publisher.Mono;

/** Where the audit log finds the keys that sign a manufacturer's checkpoints. */
public interface LogSigners {

    /** Return the signer whose origin is the log's; empty when the log has no keys yet. */
    Mono<LogSigner> signer(String log);
}
