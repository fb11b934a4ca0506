package io.suture.trust.tuf;

import io.suture.trust.json.JsonObject;
import io.suture.trust.json.MalformedDocumentException;
import io.suture.trust.key.KeyId;
import io.suture.trust.key.PublicKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The delegations of a targets role (TUF 4.5), most trusted first.
 *
 * @param roles the delegated roles in order; each holds its own keys
 */
public record Delegations(List<DelegatedRole> roles) {

    /** No delegation. */
    public static final Delegations NONE = new Delegations(List.of());

    /** Refuse two roles of one name. */
    public Delegations {
        roles = List.copyOf(roles);
        if (roles.stream().map(DelegatedRole::name).distinct().count() != roles.size()) {
            throw new MalformedDocumentException("roles", "a role name appears twice");
        }
    }

    /** Return the delegations to the given roles. */
    public static Delegations of(DelegatedRole... roles) {
        return new Delegations(List.of(roles));
    }

    static Delegations parse(JsonObject json) {
        if (json.has("succinct_roles")) {
            throw new MalformedDocumentException("succinct_roles", "hash bin delegations (TAP 15) are not supported");
        }
        KeyTable keys = KeyTable.parse(json);
        return new Delegations(json.readEach("roles", role -> DelegatedRole.parse(role, keys)));
    }

    JsonObject toJson() {
        Map<KeyId, PublicKey> keys = new LinkedHashMap<>();
        roles.forEach(role -> keys.putAll(role.keys().keys()));
        JsonObject.Builder table = JsonObject.builder();
        keys.forEach((id, key) -> table.put(id.value(), key.toTuf()));
        return JsonObject.builder()
                .put("keys", table.build())
                .putAll("roles", roles.stream().map(DelegatedRole::toJson).toList())
                .build();
    }

    /** Return the delegated role of the given name. */
    public Optional<DelegatedRole> role(String name) {
        return roles.stream().filter(role -> role.name().equals(name)).findFirst();
    }
}
