package io.suture.server.identity;

import io.suture.server.identity.PersonKeyRecord.Revocation;
import io.suture.server.identity.PersonKeyRecord.State;
import io.suture.trust.gate.People;
import io.suture.trust.gate.PersonKey;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Writes {@code people.json} as the registry has it, to carry to the offline ceremony: the policy role signs it, this
 * server does not. Keys that nobody approved are left out.
 */
@Component
class PeopleDocument {

    private final PeopleTable people;
    private final PersonKeyTable keys;

    PeopleDocument(PeopleTable people, PersonKeyTable keys) {
        this.people = people;
        this.keys = keys;
    }

    Mono<People> of(String manufacturer) {
        return people.ofManufacturer(manufacturer)
                .concatMap(this::entry)
                .collectList()
                .zipWith(people.changes(manufacturer), (entries, changes) -> new People(version(changes), entries));
    }

    private static int version(long changes) {
        return Math.clamp(changes, 1, Integer.MAX_VALUE);
    }

    private Mono<io.suture.trust.gate.Person> entry(Person person) {
        Actor actor = person.actor();
        return keys.of(actor.id())
                .filter(key -> key.state() != State.PENDING)
                .map(PeopleDocument::entry)
                .collectList()
                .map(entries -> new io.suture.trust.gate.Person(
                        actor.id(),
                        actor.printedName(),
                        actor.roles().stream().map(Role::code).collect(Collectors.toSet()),
                        entries));
    }

    private static PersonKey entry(PersonKeyRecord key) {
        return new PersonKey(
                key.publicKey(),
                key.validFrom(),
                key.validUntil(),
                key.revocation().map(Revocation::at));
    }
}
