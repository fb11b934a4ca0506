package io.suture.trust.tuf;

import io.suture.trust.json.JsonObject;
import io.suture.trust.json.MalformedDocumentException;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Snapshot metadata (TUF 4.4): which version of each targets role belongs together.
 *
 * @param version the version
 * @param expires when it expires
 * @param roles what is known about each role, by role name (without {@code .json})
 */
public record Snapshot(long version, Instant expires, Map<String, MetaFile> roles) implements Signed {

    /** Role name. */
    public static final String TYPE = "snapshot";

    static final String SUFFIX = ".json";

    /** Keep the order. */
    public Snapshot {
        roles = Collections.unmodifiableMap(new LinkedHashMap<>(roles));
    }

    static Snapshot parse(JsonObject signed) {
        return new Snapshot(
                SignedMetadata.version(signed), signed.instant("expires"), signed.read("meta", Snapshot::parseMeta));
    }

    /** Return what is known about a role. */
    public Optional<MetaFile> role(String name) {
        return Optional.ofNullable(roles.get(name));
    }

    private static Map<String, MetaFile> parseMeta(JsonObject meta) {
        Map<String, MetaFile> roles = new LinkedHashMap<>();
        for (String file : meta.keys()) {
            if (!file.endsWith(SUFFIX)) {
                throw new MalformedDocumentException(file, "a name that ends with .json is expected");
            }
            roles.put(file.substring(0, file.length() - SUFFIX.length()), meta.read(file, MetaFile::parse));
        }
        return roles;
    }
}
