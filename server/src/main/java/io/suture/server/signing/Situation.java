package io.suture.server.signing;

import io.suture.trust.tuf.DelegatedRole;
import io.suture.trust.tuf.Delegations;
import io.suture.trust.tuf.TargetFile;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the signing of product roles depends on, read at one moment under the publisher's lock.
 *
 * @param visible what devices see, with offline files that are to become visible
 * @param newest the newest metadata of each role, visible or not
 * @param wanted the files that each product's role, and its delta role, should show
 * @param deltas the delegation that each product's role should make
 * @param versions that were given out and shown
 * @param now the time
 */
record Situation(
        RepositoryState visible,
        RepositoryState newest,
        Map<String, List<TargetFile>> wanted,
        Map<String, DelegatedRole> deltas,
        RoleVersions.Known versions,
        Instant now) {

    Collection<TargetFile> wanted(String role) {
        return wanted.getOrDefault(role, List.of());
    }

    /** Returns the delegations that a product's role should make. */
    Delegations delegations(String product) {
        return new Delegations(Optional.ofNullable(deltas.get(product)).stream().toList());
    }

    /** Returns a version of the role that nobody has seen. */
    long nextVersion(String role) {
        long stored = newest.role(role).map(Metadata::version).orElse(0L);
        return Math.max(stored, versions.used().getOrDefault(role, 0L)) + 1;
    }

    /**
     * Returns the metadata that were signed beforehand, unless devices have seen a later version: then they belong to a
     * past that a restored database brought back.
     */
    Map<String, Metadata> prepared() {
        Map<String, Metadata> prepared = new HashMap<>(newest.current());
        prepared.values().removeIf(this::isBehind);
        return prepared;
    }

    /** Returns whether devices have seen a later version of the role. */
    boolean isBehind(Metadata file) {
        return file.version() < versions.shown().getOrDefault(file.role(), 0L);
    }

    /** Returns whether enough keys of the delegation in force signed the metadata of a product. */
    boolean accepts(Metadata file) {
        return visible.accepts(file);
    }

    /** Returns why the event would no longer sign what its role needs, apart from the files of its release. */
    Optional<String> obsolete(SigningEvent event) {
        if (nextVersion(event.role()) > event.version() + 1) {
            return Optional.of("newer-version");
        }
        return outdated(event);
    }

    /** Returns whether an event that was refused still says no to what the role needs. */
    boolean isStillRefused(SigningEvent event) {
        return event.state() == SigningEventState.REFUSED
                && event.purpose() != SigningEvent.Purpose.RELEASE
                && !event.isOver(now)
                && outdated(event).isEmpty();
    }

    private Optional<String> outdated(SigningEvent event) {
        boolean sameDelegation = event.purpose() == SigningEvent.Purpose.DELEGATION
                || visible.delegation(event.role()).filter(event::isOpenedUnder).isPresent();
        if (!sameDelegation) {
            return Optional.of("delegation-changed");
        }
        Map<String, TargetFile> others = new HashMap<>(event.files());
        event.release().ifPresent(release -> others.keySet().removeIf(path -> path.startsWith(release + "/")));
        if (!others.equals(Refresh.byPath(wanted(event.role())))) {
            return Optional.of("wanted-files-changed");
        }
        return event.metadata().targets().delegations().equals(delegations(event.role()))
                ? Optional.empty()
                : Optional.of("delta-role-changed");
    }
}
