package io.suture.cli.repository;

import io.suture.cli.api.ApiClient;
import io.suture.cli.api.ApiPath;
import io.suture.cli.session.CommandFailure;
import io.suture.cli.session.LocalFiles;
import io.suture.trust.json.JsonObject;
import io.suture.trust.log.Checkpoint;
import io.suture.trust.log.ConsistencyProof;
import io.suture.trust.log.LogException;
import io.suture.trust.log.LogPolicy;
import io.suture.trust.log.LogVerifier;
import io.suture.trust.log.SignedNote;
import io.suture.trust.log.TlogProof;
import io.suture.trust.release.Manifest;
import io.suture.trust.release.ReleaseId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * {@code log/} of a carried repository: of each release the entry and its proof, all under one checkpoint, and a proof of
 * growth to it from every earlier checkpoint that a device may have stored (ADR 0030). What a device would refuse is not
 * written.
 */
final class LogExport {

    private static final String POLICY = "policy/log.json";
    private static final String NAME_OF_SIZE = "[1-9][0-9]{0,17}";

    private final ApiClient api;
    private final String manufacturer;
    private final Path folder;
    private final Set<Long> seen;

    /**
     * Prepares the export.
     *
     * @param folder the folder {@code log/}
     * @param seen sizes that the server does not know of
     */
    LogExport(ApiClient api, String manufacturer, Path folder, Set<Long> seen) {
        this.api = api;
        this.manufacturer = manufacturer;
        this.folder = folder;
        this.seen = Set.copyOf(seen);
    }

    /** How many releases were found in the log, and how many earlier sizes are led on from. */
    record Result(int releases, int earlier) {}

    /** Writes the files for a repository that was verified; a repository without a log policy has none. */
    Result write(RepositoryCheck repository) {
        Optional<LogPolicy> policy = repository.content(POLICY).map(LogPolicy::parse);
        try {
            return policy.map(demanded -> write(demanded, repository)).orElse(new Result(0, 0));
        } catch (LogException e) {
            throw CommandFailure.refused(e.code(), "devices would refuse what the log says: " + e.getMessage());
        }
    }

    private Result write(LogPolicy policy, RepositoryCheck repository) {
        JsonObject listing = api.get(ApiPath.ofManufacturer(manufacturer, "repository", "log"));
        String note = listing.string("checkpoint");
        Checkpoint newest = policy.open(note);
        int releases = 0;
        for (JsonObject release : listing.objects("releases")) {
            releases += release(policy, repository, release);
        }
        Set<Long> earlier = earlier(listing, newest.size());
        for (long size : earlier) {
            growth(newest, size);
        }
        LocalFiles.write(folder.resolve("checkpoint"), note.getBytes(StandardCharsets.UTF_8));
        return new Result(releases, earlier.size());
    }

    /** Return 1 if the repository lists the release; a withdrawn one is in the log for ever and needs no proof here. */
    private int release(LogPolicy policy, RepositoryCheck repository, JsonObject logged) {
        ReleaseId id = ReleaseId.parse(logged.string("release"));
        Optional<Manifest> manifest =
                repository.content(id.targetPath(Manifest.FILE)).map(Manifest::parse);
        byte[] entry = Base64.getDecoder().decode(logged.string("entry"));
        byte[] proof = logged.string("proof").getBytes(StandardCharsets.UTF_8);
        manifest.ifPresent(listed -> {
            LogVerifier.verify(policy, entry, TlogProof.parse(proof), Optional.empty(), Optional.empty(), listed);
            Path of = folder.resolve("releases").resolve(id.product()).resolve(id.version());
            LocalFiles.write(of.resolve("release.entry"), entry);
            LocalFiles.write(of.resolve("release.tlog-proof"), proof);
        });
        return manifest.isPresent() ? 1 : 0;
    }

    private void growth(Checkpoint newest, long size) {
        byte[] proof = api.bytes(ApiPath.ofLog(manufacturer, "consistency/" + size + "/" + newest.size()));
        if (ConsistencyProof.parse(proof).oldSize() != size) {
            throw CommandFailure.refused("log-proof-wrong", "the proof from " + size + " begins elsewhere");
        }
        LocalFiles.write(folder.resolve("consistency/" + size), proof);
    }

    /** What the server knows of, what was given, and what this folder led on from, or to, before. */
    private Set<Long> earlier(JsonObject listing, long newest) {
        Set<Long> sizes = new TreeSet<>(seen);
        listing.objects("earlier").forEach(earlier -> sizes.add(earlier.integer("size")));
        sizes.addAll(before());
        sizes.removeIf(size -> size < 1 || size >= newest);
        return sizes;
    }

    private Set<Long> before() {
        Set<Long> sizes = new TreeSet<>();
        if (Files.isDirectory(folder.resolve("consistency"))) {
            LocalFiles.names(folder.resolve("consistency")).stream()
                    .filter(name -> name.matches(NAME_OF_SIZE))
                    .forEach(name -> sizes.add(Long.parseLong(name)));
        }
        Path checkpoint = folder.resolve("checkpoint");
        if (Files.exists(checkpoint)) {
            sizes.add(size(LocalFiles.readText(checkpoint, LocalFiles.DOCUMENT)));
        }
        return sizes;
    }

    private static long size(String note) {
        return Checkpoint.parse(SignedNote.parse(note).unverifiedText()).size();
    }
}
