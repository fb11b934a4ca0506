package io.suture.server.identity;

import java.time.Clock;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Verifies the signature of an assertion with one of the person's keys in force, and that it is its first use. */
@Component
class Assertions {

    private final PeopleTable people;
    private final PersonKeys keys;
    private final Clock clock;

    Assertions(PeopleTable people, PersonKeys keys, Clock clock) {
        this.people = people;
        this.keys = keys;
        this.clock = clock;
    }

    /** Return the person who signed; what is wrong with an assertion is said without telling who exists. */
    Mono<Person> verify(Assertion assertion) {
        return people.findActive(assertion.person())
                .filterWhen(person -> keys.active(assertion.person()).any(assertion::isSignedBy))
                .switchIfEmpty(Mono.error(() -> Assertion.refused("signature")))
                .delayUntil(person -> useOnce(assertion));
    }

    private Mono<Void> useOnce(Assertion assertion) {
        return people.use(assertion.person(), assertion.jti(), assertion.expiresAt(), clock.instant())
                .filter(first -> first)
                .switchIfEmpty(Mono.error(() -> Assertion.refused("replayed")))
                .then();
    }
}
