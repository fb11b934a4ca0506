package io.suture.server.identity;

import java.util.List;
import java.util.Optional;

/** A person as the registry shows one. */
record PersonView(
        String id,
        String printedName,
        List<String> roles,
        Optional<String> manufacturer,
        Optional<String> facility,
        String kind,
        boolean active,
        String keyFingerprint) {

    static PersonView of(Person person) {
        Actor actor = person.actor();
        return new PersonView(
                actor.id(),
                actor.printedName(),
                actor.roles().stream().map(Role::code).sorted().toList(),
                actor.manufacturer(),
                actor.facility(),
                person.kind().code(),
                person.active(),
                person.publicKey().fingerprint().toString());
    }
}
