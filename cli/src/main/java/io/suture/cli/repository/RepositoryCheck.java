package io.suture.cli.repository;

import io.suture.cli.repository.RepositoryListing.ListedFile;
import io.suture.cli.session.CommandFailure;
import io.suture.cli.session.LocalFiles;
import io.suture.trust.tuf.DelegatedRole;
import io.suture.trust.tuf.MemoryMetadataStore;
import io.suture.trust.tuf.MetadataSource;
import io.suture.trust.tuf.OfflineUpdate;
import io.suture.trust.tuf.TargetFile;
import io.suture.trust.tuf.Targets;
import io.suture.trust.tuf.TufException;
import io.suture.trust.tuf.TufLimits;
import io.suture.trust.tuf.Updater;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads an export with the client that devices run, before its timestamp makes it count. */
final class RepositoryCheck {

    private static final List<String> REPLACEABLE = List.of("policy/", OfflineUpdate.ROLE + "/");

    private final Updater client;

    /**
     * Prepares the check.
     *
     * @param trustedRoot where trust begins
     * @param folder the files
     * @param timestamp the file {@code timestamp.json} that is not in the folder yet
     * @param now the time
     */
    RepositoryCheck(byte[] trustedRoot, RepositoryFolder folder, byte[] timestamp, Instant now) {
        client = new Updater(
                TufLimits.DEFAULT, now, new MemoryMetadataStore(trustedRoot), new Staged(folder, timestamp));
    }

    /** The folder as it will be once the timestamp is written. */
    private static final class Staged implements MetadataSource {

        private final RepositoryFolder folder;
        private final byte[] timestamp;

        Staged(RepositoryFolder folder, byte[] timestamp) {
            this.folder = folder;
            this.timestamp = timestamp;
        }

        @Override
        public Optional<byte[]> fetch(String fileName, int maxBytes) {
            return fileName.equals(RepositoryExport.TIMESTAMP)
                    ? Optional.of(timestamp)
                    : folder.fetch(fileName, maxBytes);
        }

        @Override
        public Optional<byte[]> fetchTarget(String path, int maxBytes) {
            return folder.fetchTarget(path, maxBytes);
        }
    }

    /** Return the version of offline-update that belongs to the snapshot, if targets delegate to it. */
    Optional<Long> offlineUpdate() {
        return client.metadata()
                .targets(Targets.TYPE)
                .flatMap(top -> top.delegations().role(OfflineUpdate.ROLE))
                .map(role -> client.metadata().listed(role.name()).version());
    }

    /**
     * Refuses metadata that do not verify, and files that no role vouches for; returns those that one does. The server keeps
     * policies and lists of metadata that newer ones replaced, for clients that are between the two: these are left out.
     */
    List<ListedFile> require(List<ListedFile> targets) {
        try {
            client.refresh();
            Targets top = client.metadata().targets(Targets.TYPE).orElseThrow();
            top.delegations().roles().forEach(this::reach);
            return targets.stream()
                    .filter(file -> isReplaceable(file) ? isVouched(file) : requireVouched(file))
                    .toList();
        } catch (TufException e) {
            throw CommandFailure.refused(e.code(), "the repository does not verify: " + e.getMessage());
        }
    }

    /** Return a small file that the repository vouches for, empty if it lists none of this path. */
    Optional<byte[]> content(String path) {
        return client.target(path).map(file -> client.downloadSmall(path, LocalFiles.DOCUMENT));
    }

    /** A path that no file has makes the client load and verify the role that covers it. */
    private void reach(DelegatedRole role) {
        role.paths().orElse(List.of()).forEach(pattern -> client.target(pattern.replace('*', '_')));
    }

    private static boolean isReplaceable(ListedFile file) {
        return REPLACEABLE.stream().anyMatch(file.targetPath()::startsWith);
    }

    private boolean requireVouched(ListedFile file) {
        String path = file.targetPath();
        if (client.target(path).isEmpty()) {
            throw new TufException.TargetNotFound(path);
        }
        if (!isVouched(file)) {
            throw new TufException.LengthOrHashMismatch(path, "another file is listed");
        }
        return true;
    }

    private boolean isVouched(ListedFile file) {
        return client.target(file.targetPath())
                .filter(vouched -> vouched.length() == file.length())
                .flatMap(TargetFile::sha256)
                .filter(file.digest()::equals)
                .isPresent();
    }
}
