package io.suture.cli.ceremony;

import io.suture.trust.json.JsonObject;
import io.suture.trust.key.PublicKey;
import io.suture.trust.tuf.DelegatedRole;
import io.suture.trust.tuf.Delegations;
import io.suture.trust.tuf.MetadataWriter;
import io.suture.trust.tuf.OfflineUpdate;
import io.suture.trust.tuf.RoleKeys;
import io.suture.trust.tuf.Root;
import io.suture.trust.tuf.TargetFile;
import io.suture.trust.tuf.Targets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the offline metadata say of keys, thresholds and paths: what the architecture says of roles stands here.
 *
 * @param root the root role
 * @param targets the targets role
 * @param policy the policy role
 * @param snapshot the online key of snapshot
 * @param timestamp the online key of timestamp
 * @param delegations the delegations of targets behind policy, in their order
 */
record OfflineRoles(
        OfflineRole root,
        OfflineRole targets,
        OfflineRole policy,
        RoleKeys snapshot,
        RoleKeys timestamp,
        List<DelegatedRole> delegations) {

    private static final String POLICY = "policy";

    /** An offline role: version and expiry of its metadata, and who signs it. */
    record OfflineRole(long version, Instant expires, RoleKeys keys) {

        OfflineRole next() {
            return new OfflineRole(version + 1, expires, keys);
        }
    }

    static OfflineRoles of(OfflineMetadata offline) {
        Root root = offline.of("root").asRoot();
        Targets targets = offline.of("targets").asTargets();
        Targets policy = offline.of(POLICY).asTargets();
        return new OfflineRoles(
                new OfflineRole(root.version(), root.expires(), root.role("root")),
                new OfflineRole(targets.version(), targets.expires(), root.role("targets")),
                new OfflineRole(policy.version(), policy.expires(), offline.policyKeys()),
                root.role("snapshot"),
                root.role("timestamp"),
                targets.delegations().roles().stream()
                        .filter(role -> !role.name().equals(POLICY))
                        .toList());
    }

    static boolean isKeyId(String text) {
        return text.matches("[0-9a-f]{64}");
    }

    static DelegatedRole product(String product, RoleKeys keys) {
        return DelegatedRole.ofPaths(product, keys, true, product + "/*/*");
    }

    /** Return the delegation to the role that stands for timestamp and snapshot in a carried repository (ADR 0017). */
    static DelegatedRole offlineUpdate(PublicKey key) {
        return DelegatedRole.ofPaths(OfflineUpdate.ROLE, RoleKeys.of(1, key), true, OfflineUpdate.PATHS);
    }

    JsonObject rootMetadata() {
        Map<String, RoleKeys> roles = new LinkedHashMap<>();
        roles.put("root", root.keys());
        roles.put("targets", targets.keys());
        roles.put("snapshot", snapshot);
        roles.put("timestamp", timestamp);
        return MetadataWriter.root(root.version(), root.expires(), roles, true);
    }

    /** Lists nothing itself; what may be installed is decided by the delegated roles. */
    JsonObject targetsMetadata() {
        List<DelegatedRole> roles = new ArrayList<>();
        roles.add(DelegatedRole.ofPaths(POLICY, policy.keys(), true, "policy/*"));
        roles.addAll(delegations);
        return MetadataWriter.targets(targets.version(), targets.expires(), List.of(), new Delegations(roles));
    }

    JsonObject policyMetadata(Map<String, byte[]> documents) {
        List<TargetFile> files = documents.entrySet().stream()
                .map(document -> TargetFile.describing(document.getKey(), document.getValue()))
                .toList();
        return MetadataWriter.targets(policy.version(), policy.expires(), files, null);
    }

    /** Return whether root would say the same. */
    boolean sameRoot(OfflineRoles other) {
        return root.equals(other.root)
                && targets.keys().equals(other.targets.keys())
                && snapshot.equals(other.snapshot)
                && timestamp.equals(other.timestamp);
    }

    /** Return whether targets would say the same, signed by the same keys. */
    boolean sameTargets(OfflineRoles other) {
        return targets.equals(other.targets)
                && policy.keys().equals(other.policy.keys())
                && delegations.equals(other.delegations);
    }
}
