package io.suture.server.signing;

import io.suture.trust.tuf.DelegatedRole;
import io.suture.trust.tuf.Root;
import io.suture.trust.tuf.Snapshot;
import io.suture.trust.tuf.Targets;
import io.suture.trust.tuf.Timestamp;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
                .filter(name -> !name.equals(POLICY))
                .toList();
    }

    /** Returns the delegation to a product that is in force. */
    Optional<DelegatedRole> delegation(String product) {
        return role(Targets.TYPE)
                .flatMap(targets -> targets.targets().delegations().role(product));
    }

    /** Returns every role that the snapshot lists. */
    List<String> listedRoles() {
        List<String> roles = new ArrayList<>(List.of(Targets.TYPE, POLICY));
        roles.addAll(products());
        return roles;
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
