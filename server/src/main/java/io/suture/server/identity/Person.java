package io.suture.server.identity;

import io.suture.trust.key.PublicKey;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A registered person, or a service account that acts for nobody.
 *
 * @param actor who it is
 * @param publicKey the first key that signed the person's assertions
 * @param kind person or service account
 * @param active whether the person may act; a deactivated person never acts again
 */
record Person(Actor actor, PublicKey publicKey, Kind kind, boolean active) {

    /** Who acts. */
    enum Kind {
        PERSON,
        SERVICE;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    Person(
            String id,
            String printedName,
            Set<Role> roles,
            Optional<String> manufacturer,
            Optional<String> facility,
            PublicKey publicKey) {
        this(new Actor(id, printedName, roles, manufacturer, facility), publicKey, Kind.PERSON, true);
    }

    String id() {
        return actor.id();
    }

    /** Return the person with other roles. */
    Person with(Set<Role> roles) {
        return new Person(
                new Actor(actor.id(), actor.printedName(), roles, actor.manufacturer(), actor.facility()),
                publicKey,
                kind,
                active);
    }

    /** Return the person as one who never acts again. */
    Person deactivated() {
        return new Person(actor, publicKey, kind, false);
    }
}
