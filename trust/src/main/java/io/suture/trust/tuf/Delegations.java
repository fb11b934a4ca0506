package io.suture.trust.tuf;

import io.suture.trust.json.JsonObject;
import io.suture.trust.json.MalformedDocumentException;
import io.suture.trust.key.KeyId;
import io.suture.trust.key.PublicKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The delegations of a targets role (TUF 4.5): to named roles, most trusted first, or to hash bins (TAP 15), never both.
 *
 * @param roles the delegated roles in order; each holds its own keys
 * @param succinctRoles the hash bins, if it is them
 */
public record Delegations(List<DelegatedRole> roles, Optional<SuccinctRoles> succinctRoles) {

    /** No delegation. */
    public static final Delegations NONE = new Delegations(List.of());

    private static final String ROLES = "roles";
    private static final String SUCCINCT_ROLES = "succinct_roles";

    /** Refuse two roles of one name, and roles beside bins. */
    public Delegations {
        roles = List.copyOf(roles);
        if (roles.stream().map(DelegatedRole::name).distinct().count() != roles.size()) {
            throw new MalformedDocumentException(ROLES, "a role name appears twice");
        }
        if (!roles.isEmpty() && succinctRoles.isPresent()) {
            throw exclusive();
        }
    }

    /** Create the delegations to named roles. */
    public Delegations(List<DelegatedRole> roles) {
        this(roles, Optional.empty());
    }

    /** Return the delegations to the given roles. */
    public static Delegations of(DelegatedRole... roles) {
        return new Delegations(List.of(roles));
    }

    /** Return the delegation to hash bins. */
    public static Delegations ofBins(SuccinctRoles bins) {
        return new Delegations(List.of(), Optional.of(bins));
    }

    static Delegations parse(JsonObject json) {
        KeyTable keys = KeyTable.parse(json);
        if (json.has(ROLES) == json.has(SUCCINCT_ROLES)) {
            throw exclusive();
        }
        return json.has(ROLES)
                ? new Delegations(json.readEach(ROLES, role -> DelegatedRole.parse(role, keys)))
                : ofBins(json.read(SUCCINCT_ROLES, bins -> SuccinctRoles.parse(bins, keys)));
    }

    JsonObject toJson() {
        Map<KeyId, PublicKey> keys = new LinkedHashMap<>();
        roles.forEach(role -> keys.putAll(role.keys().keys()));
        succinctRoles.ifPresent(bins -> keys.putAll(bins.keys().keys()));
        JsonObject.Builder table = JsonObject.builder();
        keys.forEach((id, key) -> table.put(id.value(), key.toTuf()));
        JsonObject.Builder json = JsonObject.builder().put("keys", table.build());
        succinctRoles.ifPresentOrElse(
                bins -> json.put(SUCCINCT_ROLES, bins.toJson()),
                () -> json.putAll(
                        ROLES, roles.stream().map(DelegatedRole::toJson).toList()));
        return json.build();
    }

    /** Return the delegated role of the given name. */
    public Optional<DelegatedRole> role(String name) {
        return succinctRoles
                .map(bins -> bins.role(name))
                .orElseGet(() ->
                        roles.stream().filter(role -> role.name().equals(name)).findFirst());
    }

    /** Return the roles to ask for the path, in order; none after a terminating one. */
    List<DelegatedRole> covering(String path) {
        if (succinctRoles.isPresent()) {
            return List.of(succinctRoles.get().binOf(path));
        }
        List<DelegatedRole> covering = new ArrayList<>();
        for (DelegatedRole role : roles) {
            if (role.covers(path)) {
                covering.add(role);
                if (role.terminating()) {
                    break;
                }
            }
        }
        return covering;
    }

    private static MalformedDocumentException exclusive() {
        return new MalformedDocumentException(ROLES, "exactly one of roles and succinct_roles is expected");
    }
}
