package io.suture.server.audit;

import reactor.core.publisher.Mono;

/** Tells whether the database still holds the history that was signed. */
public interface LogGuard {

    /** Complete when the log extends everything that was signed for it; fail with {@link LogDamagedException} otherwise. */
    Mono<Void> requireIntact(String manufacturer);
}
