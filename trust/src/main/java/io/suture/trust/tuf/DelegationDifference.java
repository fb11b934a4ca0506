package io.suture.trust.tuf;

import io.suture.trust.json.JsonObject;
import io.suture.trust.json.JsonValue;
import io.suture.trust.json.MalformedDocumentException;
import io.suture.trust.tuf.Change.DelegationAdded;
import io.suture.trust.tuf.Change.DelegationRemoved;
import io.suture.trust.tuf.Change.DelegationsReordered;
import io.suture.trust.tuf.Change.KeyRemoved;
import io.suture.trust.tuf.Change.MemberChanged;
import io.suture.trust.tuf.Change.PathsWidened;
import io.suture.trust.tuf.Change.RoleIntroduced;
import io.suture.trust.tuf.Change.Terminating;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** What differs in whom a targets role delegates to (TUF 4.5). */
final class DelegationDifference {

    private final JsonObject before;
    private final JsonObject after;

    private DelegationDifference(JsonObject before, JsonObject after) {
        this.before = before;
        this.after = after;
    }

    /** Return what differs in two {@code delegations} members. */
    static List<Change> between(JsonObject before, JsonObject after) {
        return new DelegationDifference(before, after).changes();
    }

    private List<Change> changes() {
        List<Change> changes = new ArrayList<>();
        for (String name : MetadataDifference.names(before, after)) {
            changes.addAll(MetadataDifference.inMember("delegations." + name, name, before, after, () -> known(name)));
        }
        return changes;
    }

    private List<Change> known(String name) {
        return switch (name) {
            case "roles" -> roles();
            case "keys" -> RoleDifference.keys("delegations.keys", before, after, roles());
            default -> List.of();
        };
    }

    private List<Change> roles() {
        JsonObject was = byName(before);
        JsonObject is = byName(after);
        List<Change> changes = new ArrayList<>(order(List.copyOf(was.keys()), List.copyOf(is.keys())));
        for (String name : MetadataDifference.names(was, is)) {
            String path = path(name);
            changes.addAll(MetadataDifference.inMember(path, name, was, is, () -> role(name, was, is)));
        }
        return changes;
    }

    /** A new role may only stand behind those that were there: the first that matches a path decides. */
    private static List<Change> order(List<String> before, List<String> after) {
        List<String> kept = before.stream().filter(after::contains).toList();
        return after.subList(0, kept.size()).equals(kept)
                ? List.of()
                : List.of(new DelegationsReordered(before, after));
    }

    private List<Change> role(String name, JsonObject rolesBefore, JsonObject rolesAfter) {
        JsonObject was = MetadataDifference.object(rolesBefore, name);
        JsonObject is = MetadataDifference.object(rolesAfter, name);
        List<Change> members = RoleDifference.of(path(name), name, was, is, before, after);
        if (!rolesBefore.has(name)) {
            Change added = new DelegationAdded(name, RoleDifference.quorum(is), patterns(is));
            return with(added, members, change -> !isToldByAddition(change, name));
        }
        if (!rolesAfter.has(name)) {
            return with(new DelegationRemoved(name, patterns(was)), members, KeyRemoved.class::isInstance);
        }
        return members;
    }

    private static List<Change> with(Change first, List<Change> members, Predicate<Change> kept) {
        List<Change> changes = new ArrayList<>(List.of(first));
        members.stream().filter(kept).forEach(changes::add);
        return changes;
    }

    private static boolean isToldByAddition(Change change, String name) {
        return switch (change) {
            case RoleIntroduced ignored -> true;
            case PathsWidened ignored -> true;
            case Terminating ignored -> true;
            case MemberChanged member -> member.path().equals(path(name) + ".name");
            default -> false;
        };
    }

    private static String path(String name) {
        return "delegations.roles." + name;
    }

    private static List<String> patterns(JsonObject role) {
        List<String> patterns = new ArrayList<>(RoleDifference.patterns(role, "paths"));
        patterns.addAll(RoleDifference.patterns(role, "path_hash_prefixes"));
        return patterns;
    }

    private static JsonObject byName(JsonObject delegations) {
        Map<String, JsonValue> roles = new LinkedHashMap<>();
        for (JsonObject role : delegations.has("roles") ? delegations.objects("roles") : List.<JsonObject>of()) {
            if (roles.put(role.string("name"), role) != null) {
                throw new MalformedDocumentException("roles", "a role name appears twice");
            }
        }
        return new JsonObject(roles);
    }
}
