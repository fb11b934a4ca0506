package io.suture.server.signing;

import io.suture.server.identity.Actor;
import io.suture.server.signing.SigningEvent.Signature;
import io.suture.server.signing.SigningEventRefusal.AlreadySigned;
import io.suture.server.signing.SigningEventRefusal.KeyRefused;
import io.suture.server.signing.SigningEventRefusal.SignatureInvalid;
import io.suture.trust.gate.People;
import io.suture.trust.gate.PersonKey;
import io.suture.trust.key.KeyId;
import io.suture.trust.key.PublicKey;
import io.suture.trust.tuf.DelegatedRole;
import io.suture.trust.tuf.RoleKeys;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Decides whether a signature counts: by a key of the role that is the acting person's own and usable now, over the bytes
 * of the event, the first of this key and of this person.
 */
record SignatureCheck(DelegatedRole role, People people, Instant now) {

    /** Returns nothing, or refuses. */
    void require(SigningEvent event, Signature signature, Actor actor) {
        KeyId id = signature.keyid();
        PublicKey key = Optional.ofNullable(role.keys().keys().get(id))
                .orElseThrow(() -> KeyRefused.notInRole(id, role.name()).refused());
        requireFirst(event, signature, actor);
        requireOwn(key, actor);
        if (event.signedOnlyBy(signature).verifiedBy(RoleKeys.of(1, key)).isEmpty()) {
            throw new SignatureInvalid(id).refused();
        }
    }

    private static void requireFirst(SigningEvent event, Signature signature, Actor actor) {
        for (Signature earlier : event.signatures()) {
            if (earlier.keyid().equals(signature.keyid())) {
                throw earlier.person()
                        .map(person -> new AlreadySigned(event.id(), person).refused())
                        .orElseGet(() -> KeyRefused.ofServer(signature.keyid()).refused());
            }
            if (earlier.person().filter(actor.id()::equals).isPresent()) {
                throw new AlreadySigned(event.id(), actor.id()).refused();
            }
        }
    }

    private void requireOwn(PublicKey key, Actor actor) {
        PersonKey own = people.byId(actor.id()).stream()
                .flatMap(person -> person.keys().stream())
                .filter(listed -> listed.publicKey().equals(key))
                .findFirst()
                .orElseThrow(
                        () -> KeyRefused.ofSomebodyElse(key.keyId(), actor.id()).refused());
        PersonKey.State state = own.stateAt(now);
        if (state != PersonKey.State.USABLE) {
            throw KeyRefused.notUsable(
                            key.keyId(), state.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                    .refused();
        }
    }

    /** Returns whether a key of the role is the person's. */
    boolean isHolder(String person) {
        return people.byId(person).stream()
                .flatMap(listed -> listed.keys().stream())
                .anyMatch(key -> role.keys().keys().containsValue(key.publicKey()));
    }
}
