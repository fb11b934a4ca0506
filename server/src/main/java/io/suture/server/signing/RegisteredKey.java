package io.suture.server.signing;

import io.suture.trust.key.PublicKey;

/**
 * A key that the server made for a role.
 *
 * @param role that it signs
 * @param generation 1 for the first key of the role
 * @param publicKey its public half
 * @param replacesCompromised whether no earlier key of the role may be put into force any more
 */
record RegisteredKey(String role, int generation, PublicKey publicKey, boolean replacesCompromised) {

    /** Returns the name under which {@link SigningKeys} holds it. */
    static String name(String role, int generation) {
        return generation == 1 ? role : role + "." + generation;
    }

    String name() {
        return name(role, generation);
    }
}
