package io.suture.server.signing;

import io.suture.trust.key.PublicKey;
import io.suture.trust.key.Signer;
import io.suture.trust.tuf.DeltaRole;
import io.suture.trust.tuf.RoleKeys;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Finds the key that signs a role now: of the keys the server holds for it, the newest that the metadata in force name.
 * So a new key takes over in the moment in which the root or the delegation that names it does, and not before.
 */
final class OnlineSigners {

    private final KeyTable table;
    private final SigningKeys keys;

    OnlineSigners(KeyTable table, SigningKeys keys) {
        this.table = table;
        this.keys = keys;
    }

    /** Returns the signer of each of these roles under the metadata in force. */
    Mono<Map<String, Signer>> of(String manufacturer, RepositoryState inForce, List<String> roles) {
        return Flux.fromIterable(roles)
                .concatMap(role -> of(manufacturer, inForce, role).map(signer -> Map.entry(role, signer)))
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    /** Returns the signer of a role under the metadata in force; empty when they name no key of the server. */
    Mono<Signer> of(String manufacturer, RepositoryState inForce, String role) {
        if (DeltaRole.isName(role)) {
            return of(manufacturer, role, key -> true); // the product's role delegates to it in the same signing
        }
        Optional<RoleKeys> named = inForce.keys(role);
        return of(
                manufacturer,
                role,
                key -> named.isPresent() && named.get().keys().containsValue(key));
    }

    /** Returns the signer with the newest key of a role that is accepted. */
    Mono<Signer> of(String manufacturer, String role, Predicate<PublicKey> accepted) {
        return table.keys(manufacturer, role)
                .filter(key -> accepted.test(key.publicKey()))
                .next()
                .flatMap(key -> keys.signer(manufacturer, key.name()));
    }
}
