package io.suture.server.signing;

import io.suture.trust.tuf.DelegatedRole;
import io.suture.trust.tuf.DeltaRole;
import io.suture.trust.tuf.OfflineUpdate;
import io.suture.trust.tuf.RoleKeys;
import io.suture.trust.tuf.Root;
import io.suture.trust.tuf.SignedMetadata;
import io.suture.trust.tuf.Snapshot;
import io.suture.trust.tuf.Targets;
import io.suture.trust.tuf.Timestamp;
import io.suture.trust.tuf.TufException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The metadata of a repository: every root, and for the other roles the version that counts.
 *
 * @param roots every root, ascending
 * @param current the current version of each other role
 */
record RepositoryState(List<Metadata> roots, Map<String, Metadata> current) {

    static final String POLICY = "policy";

    RepositoryState {
        roots = List.copyOf(roots);
        current = Map.copyOf(current);
    }

    /** Returns the state in which the given files count instead of earlier versions of their roles. */
    RepositoryState with(Collection<Metadata> files) {
        List<Metadata> nextRoots = new ArrayList<>(roots);
        Map<String, Metadata> next = new LinkedHashMap<>(current);
        for (Metadata file : files) {
            if (file.role().equals(Root.TYPE)) {
                nextRoots.add(file);
            } else {
                next.put(file.role(), file);
            }
        }
        return new RepositoryState(nextRoots, next);
    }

    Optional<Metadata> role(String name) {
        return Optional.ofNullable(current.get(name));
    }

    boolean isInitialised() {
        return !roots.isEmpty() && current.containsKey(Targets.TYPE) && current.containsKey(POLICY);
    }

    /** Returns the products that the offline role delegates to. */
    List<String> products() {
        return role(Targets.TYPE).stream()
                .flatMap(targets -> targets.targets().delegations().roles().stream())
                .map(DelegatedRole::name)
                .filter(name -> !name.equals(POLICY) && !name.equals(OfflineUpdate.ROLE))
                .toList();
    }

    /** Returns the delegation of the offline role, to a product or offline-update, that is in force. */
    Optional<DelegatedRole> delegation(String role) {
        return role(Targets.TYPE)
                .flatMap(targets -> targets.targets().delegations().role(role));
    }

    /** Returns the keys that may sign a role: the root names those of its roles, targets those of the products. */
    Optional<RoleKeys> keys(String role) {
        return switch (role) {
            case Root.TYPE, Targets.TYPE, Snapshot.TYPE, Timestamp.TYPE ->
                roots.isEmpty() ? Optional.empty() : Optional.of(root().role(role));
            default -> delegation(role).map(DelegatedRole::keys);
        };
    }

    private Root root() {
        return SignedMetadata.parse(Root.TYPE, roots.getLast().bytes()).asRoot();
    }

    /** Returns whether enough of the keys that may sign the role now signed this file. */
    boolean accepts(Metadata file) {
        return keys(file.role()).filter(keys -> isSigned(file, keys)).isPresent();
    }

    static boolean isSigned(Metadata file, RoleKeys keys) {
        try {
            SignedMetadata.parse(file.role(), file.bytes()).requireSignedBy(keys);
            return true;
        } catch (TufException unmet) {
            return false;
        }
    }

    /** Returns the delegation to a product's deltas that is in force. */
    Optional<DelegatedRole> deltaDelegation(String product) {
        return role(product).flatMap(file -> file.targets().delegations().role(DeltaRole.name(product)));
    }

    /**
     * Returns the metadata that belong together, by role: what the snapshot lists. A role that was listed stays listed
     * when nobody delegates to it any more, for clients refuse a snapshot without it (TUF 5.5.5).
     */
    SortedMap<String, Metadata> listed() {
        Set<String> roles = new TreeSet<>(List.of(Targets.TYPE, POLICY, OfflineUpdate.ROLE));
        products().forEach(product -> {
            roles.add(product);
            deltaDelegation(product).ifPresent(delta -> roles.add(delta.name()));
        });
        role(Snapshot.TYPE)
                .map(snapshot ->
                        SignedMetadata.parse(Snapshot.TYPE, snapshot.bytes()).asSnapshot())
                .ifPresent(snapshot -> roles.addAll(snapshot.roles().keySet()));
        SortedMap<String, Metadata> listed = new TreeMap<>();
        roles.forEach(name -> role(name).ifPresent(metadata -> listed.put(name, metadata)));
        return listed;
    }

    boolean isVisible() {
        return role(Timestamp.TYPE).filter(Metadata::visible).isPresent()
                && role(Snapshot.TYPE).filter(Metadata::visible).isPresent();
    }

    List<Metadata> all() {
        List<Metadata> all = new ArrayList<>(roots);
        all.addAll(current.values());
        return all;
    }
}
