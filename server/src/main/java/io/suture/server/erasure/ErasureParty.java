package io.suture.server.erasure;

/** Who takes a step, as seen from the request. */
enum ErasureParty {
    /** Who asked for the erasure. */
    REQUESTER,
    /** Whose sections would go: nobody hides what they did themselves, and nobody else's request is theirs to judge. */
    SUBJECT,
    /** Anybody else whom {@link io.suture.server.identity.Permission} lets take the step. */
    ANOTHER,
    /** The server, when the time is over. */
    CLOCK
}
