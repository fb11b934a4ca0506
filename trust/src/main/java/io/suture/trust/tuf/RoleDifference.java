package io.suture.trust.tuf;

import io.suture.trust.json.JsonObject;
import io.suture.trust.json.MalformedDocumentException;
import io.suture.trust.key.KeyFormatException;
import io.suture.trust.key.KeyId;
import io.suture.trust.key.PublicKey;
import io.suture.trust.tuf.Change.FamilyDemandLowered;
import io.suture.trust.tuf.Change.FamilyDemandRaised;
import io.suture.trust.tuf.Change.KeyAdded;
import io.suture.trust.tuf.Change.KeyRemoved;
import io.suture.trust.tuf.Change.NotTerminating;
import io.suture.trust.tuf.Change.PathsNarrowed;
import io.suture.trust.tuf.Change.PathsWidened;
import io.suture.trust.tuf.Change.Quorum;
import io.suture.trust.tuf.Change.RoleDropped;
import io.suture.trust.tuf.Change.RoleIntroduced;
import io.suture.trust.tuf.Change.Terminating;
import io.suture.trust.tuf.Change.ThresholdLowered;
import io.suture.trust.tuf.Change.ThresholdRaised;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What differs in who may sign a role (TUF 4.3), and for delegated roles (TUF 4.5) in what they may vouch for. */
final class RoleDifference {

    private static final String FAMILIES = "x-suture-families";

    private final String path;
    private final String role;
    private final JsonObject before;
    private final JsonObject after;
    private final JsonObject keysBefore;
    private final JsonObject keysAfter;

    private RoleDifference(
            String path,
            String role,
            JsonObject before,
            JsonObject after,
            JsonObject keysBefore,
            JsonObject keysAfter) {
        this.path = path;
        this.role = role;
        this.before = before;
        this.after = after;
        this.keysBefore = keysBefore;
        this.keysAfter = keysAfter;
    }

    /** Return what differs in the roles of root. */
    static List<Change> betweenRoots(JsonObject before, JsonObject after) {
        JsonObject rolesBefore = MetadataDifference.object(before, "roles");
        JsonObject rolesAfter = MetadataDifference.object(after, "roles");
        List<Change> changes = new ArrayList<>();
        for (String name : MetadataDifference.names(rolesBefore, rolesAfter)) {
            changes.addAll(MetadataDifference.inMember(
                    "roles." + name,
                    name,
                    rolesBefore,
                    rolesAfter,
                    () -> of(
                            "roles." + name,
                            name,
                            MetadataDifference.object(rolesBefore, name),
                            MetadataDifference.object(rolesAfter, name),
                            before,
                            after)));
        }
        return changes;
    }

    /** Return what differs in root's keys beyond what {@link #betweenRoots} says of the roles they gain and lose. */
    static List<Change> keysOfRoots(JsonObject before, JsonObject after) {
        return keys("keys", before, after, betweenRoots(before, after));
    }

    /**
     * Return what differs in keys, threshold, families and unknown members of one role.
     *
     * @param holderBefore the object that holds the {@code keys} of the version before
     * @param holderAfter the same of the version after
     */
    static List<Change> of(
            String path,
            String role,
            JsonObject before,
            JsonObject after,
            JsonObject holderBefore,
            JsonObject holderAfter) {
        JsonObject keysBefore = MetadataDifference.object(holderBefore, "keys");
        JsonObject keysAfter = MetadataDifference.object(holderAfter, "keys");
        return new RoleDifference(path, role, before, after, keysBefore, keysAfter).changes();
    }

    /** Return the keys added to or removed from a table, without those whose roles tell it already. */
    static List<Change> keys(String path, JsonObject holderBefore, JsonObject holderAfter, List<Change> told) {
        JsonObject before = MetadataDifference.object(holderBefore, "keys");
        JsonObject after = MetadataDifference.object(holderAfter, "keys");
        List<Change> changes = new ArrayList<>();
        for (String id : MetadataDifference.names(before, after)) {
            changes.addAll(MetadataDifference.inMember(
                    path + "." + id,
                    id,
                    before,
                    after,
                    () -> told.stream()
                            .filter(change -> tells(change, new KeyId(id), before.has(id), after.has(id)))
                            .toList()));
        }
        return changes;
    }

    private static boolean tells(Change change, KeyId id, boolean before, boolean after) {
        return switch (change) {
            case KeyAdded added -> !before && added.key().equals(id);
            case KeyRemoved removed -> !after && removed.key().equals(id);
            default -> false;
        };
    }

    static Quorum quorum(JsonObject role) {
        return new Quorum(role.integer("threshold"), new LinkedHashSet<>(role.strings("keyids")).size());
    }

    private List<Change> changes() {
        List<Change> changes = new ArrayList<>();
        for (String name : MetadataDifference.names(before, after)) {
            changes.addAll(MetadataDifference.inMember(path + "." + name, name, before, after, () -> known(name)));
        }
        return changes;
    }

    private List<Change> known(String name) {
        return switch (name) {
            case "keyids" -> keyIds();
            case "threshold" -> threshold();
            case FAMILIES -> families();
            case "paths", "path_hash_prefixes" -> patterns(name);
            case "terminating" -> terminating();
            default -> List.of();
        };
    }

    private List<Change> keyIds() {
        Set<String> was = keyIds(before);
        Set<String> is = keyIds(after);
        List<Change> changes = new ArrayList<>();
        was.stream()
                .filter(id -> !is.contains(id))
                .forEach(id -> changes.add(new KeyRemoved(role, new KeyId(id), kind(keysBefore, id))));
        is.stream()
                .filter(id -> !was.contains(id))
                .forEach(id -> changes.add(new KeyAdded(role, new KeyId(id), kind(keysAfter, id))));
        return changes;
    }

    private List<Change> threshold() {
        if (before.members().isEmpty()) {
            return List.of(new RoleIntroduced(role, quorum(after)));
        }
        if (after.members().isEmpty()) {
            return List.of(new RoleDropped(role));
        }
        Quorum was = quorum(before);
        Quorum is = quorum(after);
        return List.of(
                is.threshold() < was.threshold()
                        ? new ThresholdLowered(role, was, is)
                        : new ThresholdRaised(role, was, is));
    }

    private List<Change> families() {
        JsonObject was = MetadataDifference.object(before, FAMILIES);
        JsonObject is = MetadataDifference.object(after, FAMILIES);
        List<Change> changes = new ArrayList<>();
        for (String family : MetadataDifference.names(was, is)) {
            changes.addAll(MetadataDifference.inMember(
                    path + "." + FAMILIES + "." + family, family, was, is, () -> List.of(family(family, was, is))));
        }
        return changes;
    }

    private Change family(String family, JsonObject before, JsonObject after) {
        long was = before.findInteger(family).orElse(0L);
        long is = after.findInteger(family).orElse(0L);
        return is < was
                ? new FamilyDemandLowered(role, family, was, is)
                : new FamilyDemandRaised(role, family, was, is);
    }

    /** Whether one pattern covers another is not worked out: one that was not there before counts as wider. */
    private List<Change> patterns(String member) {
        List<String> was = patterns(before, member);
        List<String> is = patterns(after, member);
        List<String> gained =
                is.stream().filter(pattern -> !was.contains(pattern)).toList();
        List<String> lost =
                was.stream().filter(pattern -> !is.contains(pattern)).toList();
        List<Change> changes = new ArrayList<>();
        if (!gained.isEmpty()) {
            changes.add(new PathsWidened(role, gained));
        }
        if (!lost.isEmpty()) {
            changes.add(new PathsNarrowed(role, lost));
        }
        return changes;
    }

    private List<Change> terminating() {
        return List.of(after.bool("terminating") ? new Terminating(role) : new NotTerminating(role));
    }

    /** Return what a delegated role may vouch for, by path or by hash of the path. */
    static List<String> patterns(JsonObject role, String member) {
        if (!role.has(member)) {
            return List.of();
        }
        String kind = member.equals("paths") ? "path " : "hash prefix ";
        return role.strings(member).stream().map(kind::concat).toList();
    }

    private static Set<String> keyIds(JsonObject role) {
        return role.has("keyids") ? new LinkedHashSet<>(role.strings("keyids")) : Set.of();
    }

    /** A key that no client can use is named so: it counts for nobody's signature. */
    private static String kind(JsonObject keys, String id) {
        try {
            PublicKey key = PublicKey.fromTuf(keys.object(id));
            return key.keyId().value().equals(id) ? key.algorithm().tufScheme() : "not usable";
        } catch (KeyFormatException | MalformedDocumentException e) {
            return "not usable";
        }
    }
}
