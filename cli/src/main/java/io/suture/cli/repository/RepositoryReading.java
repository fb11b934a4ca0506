package io.suture.cli.repository;

import io.suture.cli.repository.RepositoryListing.ListedFile;
import io.suture.cli.session.CommandFailure;
import io.suture.trust.json.JsonObject;
import io.suture.trust.tuf.DelegatedRole;
import io.suture.trust.tuf.DeltaRole;
import io.suture.trust.tuf.MemoryMetadataStore;
import io.suture.trust.tuf.Signed;
import io.suture.trust.tuf.TargetFile;
import io.suture.trust.tuf.Targets;
import io.suture.trust.tuf.TufException;
import io.suture.trust.tuf.TufLimits;
import io.suture.trust.tuf.Updater;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a whole repository in a folder with the client that devices run, online or as a carried one (ADR 0017). */
final class RepositoryReading {

    private final RepositoryFolder folder;
    private final boolean offline;
    private final Updater client;

    RepositoryReading(RepositoryFolder folder, byte[] trustedRoot, boolean offline, Instant now) {
        this.folder = folder;
        this.offline = offline;
        MemoryMetadataStore store = new MemoryMetadataStore(trustedRoot);
        client = offline
                ? Updater.offline(TufLimits.DEFAULT, now, store, folder)
                : new Updater(TufLimits.DEFAULT, now, store, folder);
    }

    /**
     * What a role says until when.
     *
     * @param name the role
     * @param version of its metadata
     * @param expires when they expire
     */
    record Role(String name, long version, Instant expires) {

        static Role of(String name, Signed metadata) {
            return new Role(name, metadata.version(), metadata.expires());
        }

        JsonObject toJson() {
            return JsonObject.builder()
                    .put("name", name)
                    .put("version", version)
                    .put("expires", expires)
                    .build();
        }
    }

    /**
     * What the repository vouches for.
     *
     * @param roles every role that was verified
     * @param present paths of the files that are there
     * @param missing paths of files that are listed and not there, such as those of suspended releases
     */
    record Vouched(List<Role> roles, List<String> present, List<String> missing) {

        /** Return the role that expires first: until then all of this is valid. */
        Role first() {
            return roles.stream().min(Comparator.comparing(Role::expires)).orElseThrow();
        }
    }

    /** Return what is vouched for; refuses metadata that do not verify, and files that are not the listed ones. */
    Vouched read() {
        try {
            client.refresh();
            Map<String, Targets> targets = targets();
            List<Role> roles =
                    new ArrayList<>(List.of(Role.of("root", client.metadata().root())));
            client.metadata().timestamp().ifPresent(timestamp -> roles.add(Role.of("timestamp", timestamp)));
            client.metadata().snapshot().ifPresent(snapshot -> roles.add(Role.of("snapshot", snapshot)));
            targets.forEach((name, role) -> roles.add(Role.of(name, role)));
            List<String> present = new ArrayList<>();
            List<String> missing = new ArrayList<>();
            targets.values().stream()
                    .flatMap(role -> role.files().values().stream())
                    .forEach(file -> (isPresent(file) ? present : missing).add(file.path()));
            return new Vouched(roles, present, missing);
        } catch (TufException e) {
            throw CommandFailure.refused(e.code(), "the repository does not verify: " + e.getMessage());
        }
    }

    private Map<String, Targets> targets() {
        Map<String, Targets> read = new LinkedHashMap<>();
        Deque<String> open = new ArrayDeque<>(List.of(Targets.TYPE));
        while (!open.isEmpty()) {
            String name = open.remove();
            Targets role = client.metadata().targets(name).orElseThrow(() -> new TufException.RoleNotInSnapshot(name));
            if (read.put(name, role) == null) {
                role.delegations().roles().stream().filter(this::counts).forEach(delegated -> {
                    reach(delegated);
                    open.add(delegated.name());
                });
            }
        }
        return read;
    }

    /** Deltas are short-lived; a device that is offline does without them. */
    private boolean counts(DelegatedRole role) {
        return !(offline && DeltaRole.isName(role.name()));
    }

    /** A path that no file has makes the client load and verify the role that covers it. */
    private void reach(DelegatedRole role) {
        role.paths().orElse(List.of()).forEach(pattern -> client.target(pattern.replace('*', '_')));
    }

    private boolean isPresent(TargetFile file) {
        String path = client.sourcePath(file);
        ListedFile listed = new ListedFile(path, file.length(), file.sha256().orElseThrow());
        if (!folder.hasTarget(path)) {
            return false;
        }
        if (!RepositoryFolder.holds(folder.target(path), listed)) {
            throw new TufException.LengthOrHashMismatch(file.path(), "the file in the folder is another one");
        }
        return true;
    }
}
