package io.suture.server.signing;

import io.suture.server.signing.MetadataTable.StoredTarget;
import io.suture.server.signing.SigningRefusal.OfflineRefused;
import io.suture.trust.breakglass.BreakGlassPolicy;
import io.suture.trust.digest.Digest;
import io.suture.trust.director.DirectorPolicy;
import io.suture.trust.gate.People;
import io.suture.trust.gate.ReleasePolicy;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonArray;
import io.suture.trust.json.JsonObject;
import io.suture.trust.key.PublicKey;
import io.suture.trust.log.LogPolicy;
import io.suture.trust.log.NoteKey;
import io.suture.trust.tuf.DelegatedRole;
import io.suture.trust.tuf.OfflineUpdate;
import io.suture.trust.tuf.RoleKeys;
import io.suture.trust.tuf.Root;
import io.suture.trust.tuf.SignedMetadata;
import io.suture.trust.tuf.Snapshot;
import io.suture.trust.tuf.TargetFile;
import io.suture.trust.tuf.Targets;
import io.suture.trust.tuf.Timestamp;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Metadata signed offline, and the policies they vouch for: what the key holders bring. Here is checked what they say;
 * signatures, chains and versions are checked by {@link DryRun} with the client that devices run.
 *
 * @param metadata new roots and new versions of targets and policy
 * @param policies the files below {@code policy/}
 * @param acceptStranded the releases that the uploader knows to be stranded by a new log policy
 */
record OfflineUpload(List<Metadata> metadata, Map<String, byte[]> policies, Set<String> acceptStranded) {

    /** Largest request. */
    static final int MAX_BYTES = 8 << 20;

    static final String RELEASE_POLICY = "policy/release.json";
    static final String PEOPLE = "policy/people.json";
    static final String LOG_POLICY = "policy/log.json";

    private static final Pattern FILE = Pattern.compile("([1-9][0-9]{0,9})\\.(root|targets|policy)\\.json");

    static OfflineUpload parse(byte[] body) {
        JsonObject json = Json.parseObject(body);
        List<Metadata> files = new ArrayList<>();
        decode(json.object("metadata")).forEach((name, bytes) -> files.add(metadata(name, bytes)));
        files.sort(Comparator.comparing(Metadata::version));
        Set<String> accepted = json.findArray("acceptStranded")
                .map(JsonArray::strings)
                .map(Set::copyOf)
                .orElse(Set.of());
        return new OfflineUpload(List.copyOf(files), decode(json.object("targets")), accepted);
    }

    private static Map<String, byte[]> decode(JsonObject files) {
        Map<String, byte[]> decoded = new TreeMap<>();
        for (String name : files.keys()) {
            try {
                decoded.put(name, Base64.getDecoder().decode(files.string(name)));
            } catch (IllegalArgumentException e) {
                throw refused("malformed-document", name + " is not base64");
            }
        }
        return decoded;
    }

    private static Metadata metadata(String name, byte[] bytes) {
        Matcher matcher = FILE.matcher(name);
        if (!matcher.matches()) {
            throw refused("malformed-document", "a file name such as 1.root.json is expected");
        }
        String role = matcher.group(2);
        SignedMetadata file = SignedMetadata.parse(role, bytes);
        var signed = role.equals(Root.TYPE) ? file.asRoot() : file.asTargets();
        if (signed.version() != Long.parseLong(matcher.group(1))) {
            throw refused("version-mismatch", name + " holds version " + signed.version());
        }
        return new Metadata(role, signed.version(), bytes, signed.expires(), false);
    }

    /** Returns the files that are new; a version that is there already must be the same file. */
    List<Metadata> newFiles(RepositoryState known) {
        List<Metadata> files = new ArrayList<>();
        for (Metadata file : metadata) {
            Optional<Metadata> same = known.all().stream()
                    .filter(other -> other.role().equals(file.role()) && other.version() == file.version())
                    .findFirst();
            if (same.isEmpty()) {
                requireNewer(known, file);
                files.add(file);
            } else if (!same.get().equals(file)) {
                throw refused("metadata-rollback", file.fileName() + " was published with other content");
            }
        }
        return files;
    }

    private static void requireNewer(RepositoryState known, Metadata file) {
        long newest = file.role().equals(Root.TYPE)
                ? known.roots().stream().mapToLong(Metadata::version).max().orElse(0)
                : known.role(file.role()).map(Metadata::version).orElse(0L);
        if (file.version() <= newest) {
            throw refused("metadata-rollback", file.fileName() + " is older than version " + newest);
        }
    }

    /** What this server has: online keys, and the newest checkpoint that it published, if any. */
    record Served(OnlineKeys keys, Optional<String> checkpoint) {}

    /** Checks the repository as it would be: online keys, delegations, policies, no example keys. */
    List<StoredTarget> check(
            RepositoryState after, Served served, Map<String, byte[]> stored, Predicate<Digest> allowed) {
        OnlineKeys keys = served.keys();
        requireComplete(after);
        Root root =
                SignedMetadata.parse(Root.TYPE, after.roots().getLast().bytes()).asRoot();
        require(root.consistentSnapshot(), "consistent snapshots are required");
        requireOnly(root.role(Snapshot.TYPE), keys, Snapshot.TYPE);
        requireOnly(root.role(Timestamp.TYPE), keys, Timestamp.TYPE);
        Targets targets = after.role(Targets.TYPE).orElseThrow().targets();
        require(targets.files().isEmpty(), "the targets role lists nothing itself");
        targets.delegations().roles().forEach(role -> requireDelegation(role, keys));
        List<StoredTarget> policies = policies(after, stored);
        requireNoExamples(root, targets, policies, allowed);
        requirePolicies(policies, keys);
        requireCosigned(policies, served.checkpoint());
        return policies;
    }

    private static void requireComplete(RepositoryState after) {
        require(after.isInitialised(), "root, targets and policy are required");
        List<Long> versions = after.roots().stream().map(Metadata::version).toList();
        for (int i = 0; i < versions.size(); i++) {
            require(versions.get(i) == i + 1, "root versions have a gap");
        }
        require(
                after.role(Targets.TYPE)
                        .flatMap(file -> file.targets().delegations().role(RepositoryState.POLICY))
                        .isPresent(),
                "targets must delegate to policy");
    }

    private static void requireDelegation(DelegatedRole role, OnlineKeys keys) {
        if (role.name().equals(RepositoryState.POLICY)) {
            require(role.paths().equals(Optional.of(List.of("policy/*"))), "policy must have the paths policy/* only");
            return;
        }
        if (role.name().equals(OfflineUpdate.ROLE)) {
            require(
                    role.paths().equals(Optional.of(List.of(OfflineUpdate.PATHS))),
                    "offline-update must have the paths " + OfflineUpdate.PATHS + " only");
            requireOnly(role.keys(), keys, OfflineUpdate.ROLE);
            return;
        }
        require(keys.isProduct(role.name()), role.name() + " is no product of the manufacturer");
        require(
                role.paths().equals(Optional.of(List.of(role.name() + "/*/*"))),
                role.name() + " must have the paths " + role.name() + "/*/* only");
        List<PublicKey> online =
                role.keys().keys().values().stream().filter(keys::isOnline).toList();
        require(
                online.size() == 1 && keys.mayBeNamed(role.name(), online.getFirst()),
                role.name() + " must have the server's key for it, not another key of the server");
        require(
                role.keys().threshold() <= role.keys().keys().size(),
                role.name() + " demands more signatures than it has keys");
    }

    private static void requireOnly(RoleKeys role, OnlineKeys keys, String name) {
        Collection<PublicKey> named = role.keys().values();
        require(
                named.size() == 1
                        && role.threshold() == 1
                        && keys.mayBeNamed(name, named.iterator().next()),
                "the key of role " + name + " must be the server's and no other");
    }

    private List<StoredTarget> policies(RepositoryState after, Map<String, byte[]> stored) {
        Map<String, TargetFile> listed =
                after.role(RepositoryState.POLICY).orElseThrow().targets().files();
        policies.keySet().forEach(path -> require(listed.containsKey(path), path + " is not listed by policy"));
        List<StoredTarget> files = new ArrayList<>();
        listed.forEach((path, file) -> {
            byte[] bytes = policies.getOrDefault(path, stored.get(path));
            require(bytes != null, path + " is listed and was not uploaded");
            if (bytes != null) {
                file.verify(bytes);
                files.add(new StoredTarget(TargetFile.describing(path, bytes), Optional.of(bytes)));
            }
        });
        return files;
    }

    private static void requirePolicies(List<StoredTarget> policies, OnlineKeys keys) {
        ReleasePolicy.parse(bytes(policies, RELEASE_POLICY));
        People.parse(bytes(policies, PEOPLE));
        LogPolicy log = LogPolicy.parse(bytes(policies, LOG_POLICY));
        require(log.origin().equals(keys.origin()), "the log's origin is " + keys.origin());
        require(
                log.isSatisfiedBy(keys.log()),
                "of each algorithm that the log policy lists it must list the log's key: "
                        + keys.log().stream().map(NoteKey::vkey).collect(Collectors.joining(", ")));
        DirectorPolicy director = DirectorPolicy.parse(bytes(policies, DirectorPolicy.PATH));
        require(
                director.keys().stream().anyMatch(key -> keys.mayBeNamed(SigningKeys.DIRECTOR, key)),
                "the director's key is " + keys.newest(SigningKeys.DIRECTOR).keyId());
        require(
                director.keys().stream()
                        .allMatch(key -> !keys.isOnline(key) || keys.mayBeNamed(SigningKeys.DIRECTOR, key)),
                "the director must have no other key of the server, nor one given up after a compromise");
        require(
                director.threshold() == 1,
                "the server signs with one director key, so the director's threshold must be 1");
    }

    /** Witnesses are demanded only once they cosign: else devices would refuse every update from this moment on. */
    private static void requireCosigned(List<StoredTarget> policies, Optional<String> checkpoint) {
        LogPolicy log = LogPolicy.parse(bytes(policies, LOG_POLICY));
        require(
                log.witnesses().isMetBy(Set.of())
                        || checkpoint.filter(log::accepts).isPresent(),
                "the log policy demands witnesses who did not cosign the newest checkpoint; the server must ask them first");
    }

    /** Refuses to strand a release that the uploader did not name; returns those that are. */
    List<Stranded> requireAccepted(List<Stranded> stranded) {
        List<Stranded> unnamed = stranded.stream()
                .filter(one -> !acceptStranded.contains(one.release().toString()))
                .toList();
        if (!unnamed.isEmpty()) {
            throw new SigningRefusal.ReleasesStranded(unnamed).refused();
        }
        return stranded;
    }

    static byte[] bytes(List<StoredTarget> policies, String path) {
        return policies.stream()
                .filter(policy -> policy.file().path().equals(path))
                .findFirst()
                .flatMap(StoredTarget::bytes)
                .orElseThrow(() -> refused("policy-missing", path + " is missing"));
    }

    private static void requireNoExamples(
            Root root, Targets targets, List<StoredTarget> policies, Predicate<Digest> allowed) {
        List<String> where = new ArrayList<>();
        root.roles()
                .forEach((name, role) ->
                        addExamples(where, "role " + name, role.keys().values(), allowed));
        targets.delegations()
                .roles()
                .forEach(role -> addExamples(
                        where, "role " + role.name(), role.keys().keys().values(), allowed));
        People.parse(bytes(policies, PEOPLE))
                .people()
                .forEach(person -> addExamples(
                        where,
                        "person " + person.id(),
                        person.keys().stream().map(key -> key.publicKey()).toList(),
                        allowed));
        addExamples(where, "director", director(policies), allowed);
        addExamples(where, "break-glass", breakGlass(policies), allowed);
        if (!where.isEmpty()) {
            throw new SigningRefusal.ExampleKeys(where).refused();
        }
    }

    /** Return the keys that may break the glass; a repository need not have any. */
    private static List<PublicKey> breakGlass(List<StoredTarget> policies) {
        return policies.stream()
                .filter(policy -> policy.file().path().equals(BreakGlassPolicy.PATH))
                .flatMap(policy -> policy.bytes().stream())
                .flatMap(bytes -> BreakGlassPolicy.parse(bytes).people().stream())
                .flatMap(person -> person.keys().stream())
                .toList();
    }

    private static List<PublicKey> director(List<StoredTarget> policies) {
        return DirectorPolicy.parse(bytes(policies, DirectorPolicy.PATH)).keys();
    }

    private static void addExamples(
            List<String> where, String name, Iterable<PublicKey> keys, Predicate<Digest> allowed) {
        for (PublicKey key : keys) {
            if (!allowed.test(key.fingerprint())) {
                where.add(name);
                return;
            }
        }
    }

    private static void require(boolean condition, String problem) {
        if (!condition) {
            throw refused("not-acceptable", problem);
        }
    }

    private static RuntimeException refused(String code, String problem) {
        return new OfflineRefused(code, problem).refused();
    }
}
