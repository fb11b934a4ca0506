package io.suture.server.evidence;

import io.suture.trust.gate.People;
import io.suture.trust.gate.ReleasePolicy;
import io.suture.trust.log.LogPolicy;
import reactor.core.publisher.Mono;

/** The active documents under {@code policy/}, signed offline; empty when the repository is not initialised. */
public interface PolicyDocuments {

    /** Return {@code policy/release.json}. */
    Mono<ReleasePolicy> releasePolicy(String manufacturer);

    /** Return {@code policy/people.json}. */
    Mono<People> people(String manufacturer);

    /** Return {@code policy/log.json}. */
    Mono<LogPolicy> logPolicy(String manufacturer);
}
