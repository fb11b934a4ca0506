package io.suture.server.identity;

import io.suture.server.problem.Refusal;
import reactor.core.publisher.Mono;

/** Whether a person may sign at this moment. */
public interface SigningStanding {

    /**
     * Return why the person may not sign now; empty if the person may. Within a transaction the answer holds until its
     * end: a deactivation, a change of roles or a reset waits for it.
     */
    Mono<Refusal> refusal(Actor actor);
}
