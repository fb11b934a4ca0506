package io.suture.server.signing;

import io.suture.trust.key.PublicKey;
import io.suture.trust.key.Signer;
import reactor.core.publisher.Mono;

/** Where the online keys are: one for each role of a manufacturer. Adapters keep blocking work off the event loops. */
public interface SigningKeys {

    /** The role of the Ed25519 key that signs a manufacturer's log. */
    String LOG = "log";

    /** The role of the ML-DSA-44 key that signs the log beside it. */
    String LOG_ML_DSA_44 = "log-ml-dsa-44";

    /** The role of the key that signs assignments. */
    String DIRECTOR = "director";

    /** Make the key of a role, of the algorithm it has, unless it exists; return its public half. */
    Mono<PublicKey> ensure(String manufacturer, String role);

    /** Return the signer of a role, empty when there is no such key. */
    Mono<Signer> signer(String manufacturer, String role);
}
