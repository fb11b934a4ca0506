package io.suture.trust.tuf;

import io.suture.trust.json.JsonObject;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Targets metadata (TUF 4.5), of the top-level role or a delegated one.
 *
 * @param version the version
 * @param expires when it expires
 * @param files the files it vouches for, by path
 * @param delegations whom it delegates to
 */
public record Targets(long version, Instant expires, Map<String, TargetFile> files, Delegations delegations)
        implements Signed {

    /** Name of the top-level role and type of all. */
    public static final String TYPE = "targets";

    /** Keep the order. */
    public Targets {
        files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
    }

    static Targets parse(JsonObject signed) {
        return new Targets(
                SignedMetadata.version(signed),
                signed.instant("expires"),
                signed.read("targets", Targets::parseFiles),
                signed.has("delegations") ? signed.read("delegations", Delegations::parse) : Delegations.NONE);
    }

    /** Return the file if this role itself lists it. */
    public Optional<TargetFile> file(String path) {
        return Optional.ofNullable(files.get(path));
    }

    private static Map<String, TargetFile> parseFiles(JsonObject json) {
        Map<String, TargetFile> files = new LinkedHashMap<>();
        for (String path : json.keys()) {
            files.put(path, json.read(path, file -> TargetFile.parse(path, file)));
        }
        return files;
    }
}
