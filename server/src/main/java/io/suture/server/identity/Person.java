package io.suture.server.identity;

import io.suture.trust.key.PublicKey;
import java.util.Optional;
import java.util.Set;

/**
 * A registered person.
 *
 * @param actor who it is
 * @param publicKey the key that signs the person's assertions
 */
record Person(Actor actor, PublicKey publicKey) {

    Person(
            String id,
            String printedName,
            Set<Role> roles,
            Optional<String> manufacturer,
            Optional<String> facility,
            PublicKey publicKey) {
        this(new Actor(id, printedName, roles, manufacturer, facility), publicKey);
    }
}
