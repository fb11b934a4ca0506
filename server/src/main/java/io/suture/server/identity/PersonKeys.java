package io.suture.server.identity;

import io.suture.trust.digest.Digest;
import io.suture.trust.key.PublicKey;
import java.time.Clock;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Which keys people have; signing and signing in ask here, whatever {@code people.json} says. */
@Component
public class PersonKeys {

    private final PersonKeyTable table;
    private final Clock clock;

    PersonKeys(PersonKeyTable table, Clock clock) {
        this.table = table;
        this.clock = clock;
    }

    /** Return every key that a person has or had, in order of registration. */
    public Flux<PersonKeyRecord> of(String person) {
        return table.of(person);
    }

    /** Return the keys of a person that may sign now, without passkeys. */
    public Flux<PublicKey> active(String person) {
        return usable(person).filter(key -> key.passkey().isEmpty()).map(PersonKeyRecord::publicKey);
    }

    /** Return the passkeys of a person that may sign now. */
    public Flux<PersonKeyRecord> passkeys(String person) {
        return usable(person).filter(key -> key.passkey().isPresent());
    }

    private Flux<PersonKeyRecord> usable(String person) {
        return Flux.defer(() -> {
            var now = clock.instant();
            return table.of(person).filter(key -> key.isUsableAt(now));
        });
    }

    /**
     * Return a key that may sign now and cannot be revoked before the caller's transaction ends; empty when it may not.
     * What is recorded in that transaction stands in the log before any revocation of the key.
     */
    public Mono<PersonKeyRecord> hold(String person, Digest fingerprint) {
        return table.share(person, fingerprint).filter(key -> key.isUsableAt(clock.instant()));
    }
}
