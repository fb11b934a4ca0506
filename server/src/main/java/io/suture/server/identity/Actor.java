package io.suture.server.identity;

import io.suture.trust.json.JsonObject;
import java.util.Optional;
import java.util.Set;

/**
 * The authenticated person.
 *
 * @param id stable identifier, never used twice
 * @param printedName the name as printed beside a signature (21 CFR 11.50)
 * @param roles what the person may be
 * @param manufacturer the only manufacturer the person acts for, if any
 * @param facility the only facility the person acts for, if any
 */
public record Actor(
        String id, String printedName, Set<Role> roles, Optional<String> manufacturer, Optional<String> facility) {

    /** Copies the roles. */
    public Actor {
        roles = Set.copyOf(roles);
    }

    /** Return whether the person has the role. */
    public boolean has(Role role) {
        return roles.contains(role);
    }

    /**
     * Return whether the person may see objects of this manufacturer. Without a manufacturer of their own only
     * administrators and auditors of the platform see any.
     */
    public boolean sees(String otherManufacturer) {
        return manufacturer.map(otherManufacturer::equals).orElseGet(() -> has(Role.ADMIN) || has(Role.AUDITOR));
    }

    /** Return whether the registry shows this one the other: the platform's see all, others their manufacturer's. */
    boolean seesPerson(Actor other) {
        boolean platform = manufacturer.isEmpty() && (has(Role.ADMIN) || has(Role.AUDITOR));
        return platform || (manufacturer.isPresent() && manufacturer.equals(other.manufacturer));
    }

    /** Return whether the person administers the whole platform. */
    public boolean isPlatformAdmin() {
        return has(Role.ADMIN) && manufacturer.isEmpty();
    }

    /** Return the section {@code actor} of an audit entry. */
    public JsonObject describe() {
        JsonObject.Builder json = JsonObject.builder().put("id", id).put("printedName", printedName);
        json.putStrings("roles", roles.stream().map(Role::code).sorted().toList());
        facility.ifPresent(f -> json.put("facility", f));
        return json.build();
    }
}
