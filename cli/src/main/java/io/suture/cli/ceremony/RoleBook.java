package io.suture.cli.ceremony;

import io.suture.cli.ceremony.CeremonyPlan.RolePlan;
import io.suture.cli.ceremony.OfflineRoles.OfflineRole;
import io.suture.cli.ceremony.PlanMembers.ProductPlan;
import io.suture.cli.ceremony.RotationPlan.RoleChange;
import io.suture.cli.keys.KeyLocation;
import io.suture.cli.session.CommandFailure;
import io.suture.trust.json.MalformedDocumentException;
import io.suture.trust.key.PublicKey;
import io.suture.trust.tuf.DelegatedRole;
import io.suture.trust.tuf.FamilyDemand;
import io.suture.trust.tuf.RoleKeys;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Works out the offline roles that a plan asks for, and refuses unsound ones. */
final class RoleBook {

    private final KeyRing ring;
    private final Instant now;

    RoleBook(KeyRing ring, Instant now) {
        this.ring = ring;
        this.now = now;
    }

    /** Return the first roles of a manufacturer. */
    OfflineRoles first(CeremonyPlan plan, OnlineKeys online) {
        requireKnown(plan.products().keySet(), online);
        List<DelegatedRole> delegations = new ArrayList<>();
        online.offlineUpdate().map(OfflineRoles::offlineUpdate).ifPresent(delegations::add);
        online.products().forEach((id, key) -> delegations.add(product(id, key, plan.products())));
        return sound(
                new OfflineRoles(
                        role(plan.root()),
                        role(plan.targets()),
                        role(plan.policy()),
                        RoleKeys.of(1, online.snapshot()),
                        RoleKeys.of(1, online.timestamp()),
                        delegations),
                online.all());
    }

    /** Return the present roles with the changes of a plan, versions unchanged. */
    OfflineRoles next(OfflineRoles present, RotationPlan plan, Optional<OnlineKeys> online) {
        OfflineRoles next = new OfflineRoles(
                changed(present.root(), plan.change("root")),
                changed(present.targets(), plan.change("targets")),
                changed(present.policy(), plan.change("policy")),
                online.map(keys -> RoleKeys.of(1, keys.snapshot())).orElse(present.snapshot()),
                online.map(keys -> RoleKeys.of(1, keys.timestamp())).orElse(present.timestamp()),
                delegations(present.delegations(), plan.products(), online));
        return sound(next, online.map(OnlineKeys::all).orElse(List.of()));
    }

    private OfflineRole role(RolePlan plan) {
        List<PublicKey> keys = ring.publicKeys(plan.keys());
        requireDistinct(keys);
        return new OfflineRole(1, plan.expires(), roleKeys(keys, plan.threshold(), plan.families()));
    }

    private OfflineRole changed(OfflineRole role, RoleChange change) {
        List<PublicKey> keys = new ArrayList<>(role.keys().keys().values());
        change.remove().forEach(name -> remove(keys, name));
        keys.addAll(ring.publicKeys(change.add()));
        requireDistinct(keys);
        long threshold = change.threshold().orElse((long) role.keys().threshold());
        require(threshold >= 1 && threshold <= keys.size(), "the threshold is 1 to " + keys.size());
        return new OfflineRole(
                role.version(),
                change.expires().orElse(role.expires()),
                roleKeys(
                        keys,
                        (int) threshold,
                        change.families().orElse(role.keys().families())));
    }

    private void remove(List<PublicKey> keys, String name) {
        boolean removed = OfflineRoles.isKeyId(name)
                ? keys.removeIf(key -> key.keyId().value().equals(name))
                : keys.remove(ring.publicKey(KeyLocation.of(name)));
        require(removed, name + " is not a key of the role and cannot be removed");
    }

    private List<DelegatedRole> delegations(
            List<DelegatedRole> present, Map<String, ProductPlan> plans, Optional<OnlineKeys> online) {
        require(
                plans.isEmpty() || online.isPresent(),
                "\"products\" needs \"online\", the server's present public keys");
        online.ifPresent(keys -> requireKnown(plans.keySet(), keys));
        Map<String, DelegatedRole> roles = new LinkedHashMap<>();
        present.forEach(role -> roles.put(role.name(), role));
        online.flatMap(OnlineKeys::offlineUpdate)
                .map(OfflineRoles::offlineUpdate)
                .ifPresent(role -> roles.put(role.name(), role));
        online.ifPresent(keys -> keys.products().forEach((id, key) -> {
            DelegatedRole before = roles.get(id);
            if (before == null || plans.containsKey(id) || !hasKey(before, key)) {
                requireRestated(before, plans, id);
                roles.put(id, product(id, key, plans));
            }
        }));
        return List.copyOf(roles.values());
    }

    /** Which of several keys was the server's cannot be told from the metadata. */
    private static void requireRestated(@Nullable DelegatedRole before, Map<String, ProductPlan> plans, String id) {
        require(
                before == null || before.keys().keys().size() == 1 || plans.containsKey(id),
                "product " + id + " has approvers and a new server key: name its approvers in \"products\"");
    }

    private static boolean hasKey(DelegatedRole role, PublicKey key) {
        return role.keys().keys().containsValue(key);
    }

    private DelegatedRole product(String id, PublicKey server, Map<String, ProductPlan> plans) {
        ProductPlan plan = plans.get(id);
        if (plan == null) {
            return OfflineRoles.product(id, RoleKeys.of(1, server));
        }
        List<PublicKey> keys = new ArrayList<>(List.of(server));
        keys.addAll(ring.publicKeys(plan.approvers()));
        requireDistinct(keys);
        return OfflineRoles.product(id, roleKeys(keys, plan.threshold(), plan.families()));
    }

    private static RoleKeys roleKeys(List<PublicKey> keys, int threshold, FamilyDemand families) {
        try {
            return new RoleKeys(keys, threshold).demanding(families);
        } catch (MalformedDocumentException e) {
            throw CommandFailure.usage(
                    "the keys of a role cannot meet \"families\" " + families.required() + ": " + e.getMessage());
        }
    }

    private OfflineRoles sound(OfflineRoles roles, Collection<PublicKey> online) {
        Set<PublicKey> machines = new LinkedHashSet<>(online);
        machines.addAll(roles.snapshot().keys().values());
        machines.addAll(roles.timestamp().keys().values());
        for (OfflineRole role : List.of(roles.root(), roles.targets(), roles.policy())) {
            require(role.expires().isAfter(now), "a role of the plan has already expired: " + role.expires());
            require(
                    role.keys().keys().values().stream().noneMatch(machines::contains),
                    "an online key is named for an offline role");
        }
        return roles;
    }

    private static void requireKnown(Set<String> products, OnlineKeys online) {
        for (String product : products) {
            require(online.products().containsKey(product), "the server has no key of product " + product);
        }
    }

    private static void requireDistinct(List<PublicKey> keys) {
        require(new LinkedHashSet<>(keys).size() == keys.size(), "a role of the plan names a key twice");
    }

    private static void require(boolean condition, String problem) {
        if (!condition) {
            throw CommandFailure.usage(problem);
        }
    }
}
