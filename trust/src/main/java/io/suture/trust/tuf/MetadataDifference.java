package io.suture.trust.tuf;

import io.suture.trust.json.CanonicalJson;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.JsonValue;
import io.suture.trust.json.MalformedDocumentException;
import io.suture.trust.tuf.Change.ExpiryPostponed;
import io.suture.trust.tuf.Change.ExpirySet;
import io.suture.trust.tuf.Change.MemberChanged;
import io.suture.trust.tuf.Change.TargetAdded;
import io.suture.trust.tuf.Change.TargetChanged;
import io.suture.trust.tuf.Change.TargetRemoved;
import io.suture.trust.tuf.Change.VersionLowered;
import io.suture.trust.tuf.Change.VersionRaised;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What differs between two versions of a role's metadata. It is computed from the signed bytes, members unknown to this
 * version included, so a signer who reads it has seen everything the signature will cover: nothing changes without a
 * {@link Change}.
 */
public final class MetadataDifference {

    private final JsonObject before;
    private final JsonObject after;

    private MetadataDifference(JsonObject before, JsonObject after) {
        this.before = before;
        this.after = after;
    }

    /**
     * Return the changes, the dangerous ones first.
     *
     * @param before the version that is replaced, empty for the first
     * @param after the version to be signed, of the same role
     */
    public static List<Change> between(Optional<SignedMetadata> before, SignedMetadata after) {
        if (before.isPresent() && !before.get().role().equals(after.role())) {
            throw new IllegalArgumentException(before.get().role() + " and " + after.role() + " are different roles");
        }
        JsonObject signed = before.map(SignedMetadata::signed).orElse(JsonObject.EMPTY);
        return new MetadataDifference(signed, after.signed())
                .changes().stream()
                        .distinct()
                        .sorted(Comparator.comparing(change -> !(change instanceof Change.Dangerous)))
                        .toList();
    }

    private List<Change> changes() {
        List<Change> changes = new ArrayList<>();
        for (String name : names(before, after)) {
            changes.addAll(inMember(name, name, before, after, () -> known(name)));
        }
        return changes;
    }

    private List<Change> known(String name) {
        return switch (name) {
            case "version" -> List.of(version());
            case "expires" -> List.of(expiry());
            case "roles" -> RoleDifference.betweenRoots(before, after);
            case "keys" -> RoleDifference.keysOfRoots(before, after);
            case "delegations" -> DelegationDifference.between(object(before, name), object(after, name));
            case "targets" -> targets(object(before, name), object(after, name));
            default -> List.of();
        };
    }

    private Change version() {
        Optional<Long> was = before.findInteger("version");
        long is = after.integer("version");
        return was.isPresent() && is < was.get() ? new VersionLowered(was.get(), is) : new VersionRaised(was, is);
    }

    private Change expiry() {
        Optional<Instant> was = before.findInstant("expires");
        Instant is = after.instant("expires");
        return was.isPresent() && is.isAfter(was.get()) ? new ExpiryPostponed(was.get(), is) : new ExpirySet(was, is);
    }

    private static List<Change> targets(JsonObject before, JsonObject after) {
        List<Change> changes = new ArrayList<>();
        for (String path : names(before, after)) {
            changes.addAll(inMember("targets." + path, path, before, after, () -> target(path, before, after)));
        }
        return changes;
    }

    private static List<Change> target(String path, JsonObject before, JsonObject after) {
        if (!after.has(path)) {
            return List.of(new TargetRemoved(path));
        }
        JsonObject file = after.object(path);
        return List.of(before.findObject(path)
                .<Change>map(was -> new TargetChanged(path, was, file))
                .orElseGet(() -> new TargetAdded(path, file)));
    }

    /**
     * Return the changes of one member: none if it is the same, else those that {@code known} finds, else the bare
     * fact. Every comparison goes through here, so that a change this version cannot name is still told.
     */
    static List<Change> inMember(
            String path, String name, JsonObject before, JsonObject after, Supplier<List<Change>> known) {
        Optional<JsonValue> was = before.find(name);
        Optional<JsonValue> is = after.find(name);
        if (was.isPresent() == is.isPresent() && (was.isEmpty() || same(was.get(), is.orElseThrow()))) {
            return List.of();
        }
        List<Change> found = named(known);
        return found.isEmpty() ? List.of(new MemberChanged(path, was, is)) : found;
    }

    /** A member of another shape than the specification's cannot be named. */
    private static List<Change> named(Supplier<List<Change>> known) {
        try {
            return known.get();
        } catch (MalformedDocumentException e) {
            return List.of();
        }
    }

    static Set<String> names(JsonObject before, JsonObject after) {
        Set<String> names = new LinkedHashSet<>(before.keys());
        names.addAll(after.keys());
        return names;
    }

    static JsonObject object(JsonObject holder, String name) {
        return holder.findObject(name).orElse(JsonObject.EMPTY);
    }

    private static boolean same(JsonValue before, JsonValue after) {
        return Arrays.equals(CanonicalJson.olpc(before), CanonicalJson.olpc(after));
    }
}
