package io.suture.trust.tuf;

import io.suture.trust.digest.Digest;
import io.suture.trust.json.JsonArray;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.MalformedDocumentException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A delegation to one role (TUF 4.5). Exactly one of paths and path hash prefixes is given.
 *
 * @param name the role name
 * @param keys who may sign it
 * @param terminating whether a match ends the search when the role does not list the file
 * @param paths path patterns, if by pattern
 * @param pathHashPrefixes prefixes of the hexadecimal SHA-256 of the path, if by hash
 */
public record DelegatedRole(
        String name,
        RoleKeys keys,
        boolean terminating,
        Optional<List<String>> paths,
        Optional<List<String>> pathHashPrefixes) {

    /** Longest name as a file name; with a version and a suffix it still fits every file system. */
    private static final int MAX_QUOTED_NAME = 200;

    private static final Set<String> TOP_LEVEL = Set.of(Root.TYPE, Timestamp.TYPE, Snapshot.TYPE, Targets.TYPE);

    /** Refuse the name of a top-level role, and both or none of the ways to match. */
    public DelegatedRole {
        paths = paths.map(List::copyOf);
        pathHashPrefixes = pathHashPrefixes.map(List::copyOf);
        requireName(name, "name");
        if (paths.isPresent() == pathHashPrefixes.isPresent()) {
            throw new MalformedDocumentException("paths", "exactly one of paths and path_hash_prefixes is expected");
        }
    }

    static void requireName(String name, String member) {
        if (name.isEmpty()
                || TOP_LEVEL.contains(name.toLowerCase(Locale.ROOT))
                || RoleName.quote(name).length() > MAX_QUOTED_NAME) {
            throw new MalformedDocumentException(member, "a delegated role cannot have this name");
        }
    }

    /** Return a delegation by path patterns. */
    public static DelegatedRole ofPaths(String name, RoleKeys keys, boolean terminating, String... paths) {
        return new DelegatedRole(name, keys, terminating, Optional.of(List.of(paths)), Optional.empty());
    }

    static DelegatedRole parse(JsonObject json, KeyTable keys) {
        return new DelegatedRole(
                json.string("name"),
                keys.roleKeys(json),
                json.bool("terminating"),
                json.find("paths").map(ignored -> json.strings("paths")),
                json.find("path_hash_prefixes").map(ignored -> json.strings("path_hash_prefixes")));
    }

    JsonObject toJson() {
        JsonObject.Builder json = keys.toJson().put("name", name);
        pathHashPrefixes.ifPresent(prefixes -> json.put("path_hash_prefixes", JsonArray.ofStrings(prefixes)));
        paths.ifPresent(patterns -> json.put("paths", JsonArray.ofStrings(patterns)));
        return json.put("terminating", terminating).build();
    }

    /** Return whether the role may vouch for the path. */
    public boolean covers(String path) {
        return paths.map(patterns -> patterns.stream().anyMatch(pattern -> PathPattern.matches(pattern, path)))
                .orElseGet(() -> coversHashOf(path));
    }

    private boolean coversHashOf(String path) {
        String hash = Digest.of(path.getBytes(StandardCharsets.UTF_8)).hex();
        return pathHashPrefixes.orElseThrow().stream().anyMatch(hash::startsWith);
    }
}
