package io.suture.trust.tuf;

import io.suture.trust.json.JsonObject;
import io.suture.trust.json.MalformedDocumentException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Root metadata (TUF 4.3): who may sign the top-level roles.
 *
 * @param version the version
 * @param expires when it expires
 * @param consistentSnapshot whether file names carry versions and hashes (TUF 6.2)
 * @param roles keys and thresholds by role name; the four top-level roles are always there
 */
public record Root(long version, Instant expires, boolean consistentSnapshot, Map<String, RoleKeys> roles)
        implements Signed {

    /** Role name. */
    public static final String TYPE = "root";

    private static final List<String> TOP_LEVEL = List.of(TYPE, Timestamp.TYPE, Snapshot.TYPE, Targets.TYPE);

    /** Refuse a root without all four top-level roles. */
    public Root {
        roles = Map.copyOf(roles);
        for (String role : TOP_LEVEL) {
            if (!roles.containsKey(role)) {
                throw new MalformedDocumentException("roles." + role, "is missing");
            }
        }
    }

    static Root parse(JsonObject signed) {
        return new Root(
                SignedMetadata.version(signed),
                signed.instant("expires"),
                signed.find("consistent_snapshot").isPresent() && signed.bool("consistent_snapshot"),
                parseRoles(signed));
    }

    /** Return who may sign a top-level role. */
    public RoleKeys role(String name) {
        RoleKeys role = roles.get(name);
        if (role == null) {
            throw new IllegalArgumentException(name + " is not a top-level role");
        }
        return role;
    }

    private static Map<String, RoleKeys> parseRoles(JsonObject signed) {
        KeyTable keys = KeyTable.parse(signed);
        JsonObject listed = signed.object("roles");
        Map<String, RoleKeys> roles = new LinkedHashMap<>();
        for (String role : TOP_LEVEL) {
            if (listed.has(role)) {
                roles.put(role, signed.read("roles", all -> all.read(role, keys::roleKeys)));
            }
        }
        return roles;
    }
}
