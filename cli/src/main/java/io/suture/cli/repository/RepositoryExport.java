package io.suture.cli.repository;

import io.suture.cli.api.ApiClient;
import io.suture.cli.api.ApiPath;
import io.suture.cli.repository.RepositoryListing.ListedFile;
import io.suture.cli.session.CommandFailure;
import io.suture.cli.session.LocalFiles;
import io.suture.trust.digest.Digest;
import io.suture.trust.json.JsonObject;
import io.suture.trust.tuf.OfflineUpdate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Brings a folder up to date with a repository, in an order in which a client that reads the folder meanwhile sees the
 * old state or the new one: targets, metadata, after the check the log's proofs and the timestamp, last what is no longer
 * listed goes.
 */
final class RepositoryExport {

    static final String TIMESTAMP = "timestamp.json";
    static final String FIRST_ROOT = "1.root.json";

    /** How often the repository may change while it is read. */
    private static final int ATTEMPTS = 5;

    private static final Set<String> NO_LONGER_THERE = Set.of("not-found", "gone");

    private final ApiClient api;
    private final ApiPath repository;
    private final Path folder;
    private final RepositoryFolder files;
    private final LogExport log;
    private final Optional<byte[]> trustedRoot;
    private final Instant now;

    RepositoryExport(
            ApiClient api,
            String manufacturer,
            Path folder,
            Set<Long> seen,
            Optional<byte[]> trustedRoot,
            Instant now) {
        this.api = api;
        this.repository = ApiPath.ofManufacturer(manufacturer, "repository");
        this.folder = folder;
        this.files = new RepositoryFolder(folder);
        this.log = new LogExport(api, manufacturer, folder.resolve("log"), seen);
        this.trustedRoot = trustedRoot;
        this.now = now;
    }

    /**
     * What was done.
     *
     * @param metadata metadata files of the repository
     * @param targets target files of the repository
     * @param fetched files that were not there yet
     * @param removed target files that are no longer listed
     * @param logged releases with their proofs from the log
     * @param earlier sizes of the log from which a device is led on
     * @param root the root that trust began with
     */
    record Result(int metadata, int targets, int fetched, int removed, int logged, int earlier, Digest root) {

        JsonObject toJson() {
            return JsonObject.builder()
                    .put("metadata", metadata)
                    .put("targets", targets)
                    .put("fetched", fetched)
                    .put("removed", removed)
                    .put("logged", logged)
                    .put("earlier", earlier)
                    .put("root", root.toString())
                    .build();
        }
    }

    /** A file is no longer what the listing said: the repository changed while it was read. */
    private static final class Changed extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    Result run() {
        return run(ATTEMPTS);
    }

    private Result run(int attempts) {
        try {
            return once();
        } catch (Changed meanwhile) {
            if (attempts == 1) {
                throw CommandFailure.refused(
                        "repository-changing",
                        "the repository changed " + ATTEMPTS + " times while it was read; try again");
            }
            return run(attempts - 1);
        }
    }

    private Result once() {
        RepositoryListing listing = RepositoryListing.parse(api.get(repository));
        int fetched = 0;
        for (ListedFile target : listing.targets()) {
            fetched += fetch("targets", target, files.target(target.path()), false);
        }
        byte[] timestamp = new byte[0];
        for (ListedFile file : listing.metadata()) {
            if (file.path().equals(TIMESTAMP)) {
                timestamp = timestamp(file);
            } else {
                fetched += fetch("metadata", file, files.metadata(file.path()), true);
            }
        }
        byte[] root = trustedRoot.orElseGet(() -> LocalFiles.read(files.metadata(FIRST_ROOT), LocalFiles.DOCUMENT));
        RepositoryCheck check = new RepositoryCheck(root, files, timestamp, now);
        List<ListedFile> vouched = check.require(listing.targets());
        LogExport.Result logged = log.write(check);
        check.offlineUpdate().ifPresent(this::copyOfflineUpdate);
        LocalFiles.write(files.metadata(TIMESTAMP), timestamp);
        int removed = files.prune(vouched);
        return new Result(
                listing.metadata().size(),
                vouched.size(),
                fetched,
                removed,
                logged.releases(),
                logged.earlier(),
                Digest.of(root));
    }

    /** Who carries the folder to a device needs the newest one under a name without a version (ADR 0017). */
    private void copyOfflineUpdate(long version) {
        Path newest = files.metadata(version + "." + OfflineUpdate.FILE);
        LocalFiles.write(files.metadata(OfflineUpdate.FILE), LocalFiles.read(newest, LocalFiles.DOCUMENT));
    }

    private byte[] timestamp(ListedFile listed) {
        byte[] bytes = api.bytes(path("metadata", listed));
        if (!Digest.of(bytes).equals(listed.digest())) {
            throw new Changed();
        }
        return bytes;
    }

    /** Return 1 if the file had to be fetched; a metadata file that was published never changes. */
    private int fetch(String kind, ListedFile listed, Path file, boolean immutable) {
        if (RepositoryFolder.holds(file, listed)) {
            return 0;
        }
        if (immutable && Files.exists(file)) {
            throw CommandFailure.refused(
                    "metadata-rewritten", file + " was published with other bytes: a version never changes");
        }
        Path arriving = folder.resolve(".arriving");
        download(path(kind, listed), arriving);
        if (!RepositoryFolder.holds(arriving, listed)) {
            throw new Changed();
        }
        move(arriving, file);
        return 1;
    }

    private ApiPath path(String kind, ListedFile listed) {
        return repository.then(kind).then(listed.path().split("/", -1));
    }

    private void download(ApiPath path, Path file) {
        try {
            api.download(path, file);
        } catch (CommandFailure failure) {
            if (NO_LONGER_THERE.contains(failure.code())) {
                throw new Changed();
            }
            throw failure;
        }
    }

    private static void move(Path from, Path to) {
        try {
            Files.createDirectories(to.resolveSibling("."));
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw CommandFailure.usage(to + " cannot be written: " + e.getMessage());
        }
    }
}
