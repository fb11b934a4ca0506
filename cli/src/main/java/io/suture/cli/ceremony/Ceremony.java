package io.suture.cli.ceremony;

import io.suture.cli.ceremony.CeremonyPlan.RolePlan;
import io.suture.cli.session.CommandFailure;
import io.suture.cli.session.LocalFiles;
import io.suture.trust.json.JsonObject;
import io.suture.trust.key.PublicKey;
import io.suture.trust.key.Signer;
import io.suture.trust.tuf.DelegatedRole;
import io.suture.trust.tuf.Delegations;
import io.suture.trust.tuf.MetadataWriter;
import io.suture.trust.tuf.RoleKeys;
import io.suture.trust.tuf.TargetFile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the metadata of a plan: what the architecture says of roles, paths and thresholds stands here. */
final class Ceremony {

    private final CeremonyPlan plan;
    private final OnlineKeys online;
    private final KeyRing ring;

    Ceremony(CeremonyPlan plan, OnlineKeys online, KeyRing ring) {
        this.plan = plan;
        this.online = online;
        this.ring = ring;
    }

    /** Return the signed metadata and the policy's documents. */
    OfflineMetadata perform(Instant now) {
        requireSound(now);
        Map<String, byte[]> documents = PolicyTargets.of(plan, online);
        Map<String, byte[]> metadata = new LinkedHashMap<>();
        metadata.put(OfflineMetadata.fileName("root", rootVersion()), root());
        metadata.put(OfflineMetadata.fileName("targets", plan.targets().version()), targets());
        metadata.put(OfflineMetadata.fileName("policy", plan.policy().version()), policy(documents));
        return new OfflineMetadata(metadata, documents);
    }

    private byte[] root() {
        return plan.existingRoot()
                .map(file -> LocalFiles.read(file, LocalFiles.DOCUMENT))
                .orElseGet(() -> newRoot(plan.root().orElseThrow()));
    }

    private long rootVersion() {
        return plan.root()
                .map(RolePlan::version)
                .orElseGet(() -> OfflineMetadata.parse("root", root()).asRoot().version());
    }

    private byte[] newRoot(RolePlan role) {
        Map<String, RoleKeys> roles = new LinkedHashMap<>();
        roles.put("root", keys(role));
        roles.put("targets", keys(plan.targets()));
        roles.put("snapshot", RoleKeys.of(1, online.snapshot()));
        roles.put("timestamp", RoleKeys.of(1, online.timestamp()));
        JsonObject signed = MetadataWriter.root(role.version(), role.expires(), roles, true);
        List<Signer> signers = new ArrayList<>(ring.signers(role.keys()));
        signers.addAll(ring.signers(role.alsoSign()));
        return MetadataWriter.sign(signed, distinct(signers));
    }

    /** Lists nothing itself; what may be installed is decided by the delegated roles. */
    private byte[] targets() {
        List<DelegatedRole> roles = new ArrayList<>();
        roles.add(DelegatedRole.ofPaths("policy", keys(plan.policy()), true, "policy/*"));
        online.products()
                .forEach((product, key) ->
                        roles.add(DelegatedRole.ofPaths(product, RoleKeys.of(1, key), true, product + "/*/*")));
        return sign(plan.targets(), List.of(), new Delegations(roles));
    }

    private byte[] policy(Map<String, byte[]> documents) {
        List<TargetFile> files = documents.entrySet().stream()
                .map(document -> TargetFile.describing(document.getKey(), document.getValue()))
                .toList();
        return sign(plan.policy(), files, null);
    }

    private byte[] sign(RolePlan role, List<TargetFile> files, @Nullable Delegations delegations) {
        JsonObject signed = MetadataWriter.targets(role.version(), role.expires(), files, delegations);
        return MetadataWriter.sign(signed, distinct(ring.signers(role.keys())));
    }

    private RoleKeys keys(RolePlan role) {
        return new RoleKeys(ring.publicKeys(role.keys()), role.threshold());
    }

    private void requireSound(Instant now) {
        List<RolePlan> roles = new ArrayList<>(List.of(plan.targets(), plan.policy()));
        plan.root().ifPresent(roles::add);
        for (RolePlan role : roles) {
            List<PublicKey> keys = ring.publicKeys(role.keys());
            require(role.expires().isAfter(now), "a role of the plan has already expired: " + role.expires());
            require(new LinkedHashSet<>(keys).size() == keys.size(), "a role of the plan names a key twice");
            require(keys.stream().noneMatch(online.all()::contains), "an online key is named for an offline role");
        }
    }

    private static void require(boolean condition, String problem) {
        if (!condition) {
            throw CommandFailure.usage(problem);
        }
    }

    private static List<Signer> distinct(Collection<Signer> signers) {
        Map<PublicKey, Signer> byKey = new LinkedHashMap<>();
        signers.forEach(signer -> byKey.putIfAbsent(signer.publicKey(), signer));
        return List.copyOf(byKey.values());
    }
}
