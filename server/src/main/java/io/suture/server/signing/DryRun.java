package io.suture.server.signing;

import io.suture.trust.tuf.MemoryMetadataStore;
import io.suture.trust.tuf.MetadataSource;
import io.suture.trust.tuf.MetadataStore;
import io.suture.trust.tuf.OfflineUpdate;
import io.suture.trust.tuf.RoleKeys;
import io.suture.trust.tuf.Root;
import io.suture.trust.tuf.SignedMetadata;
import io.suture.trust.tuf.TargetFile;
import io.suture.trust.tuf.Targets;
import io.suture.trust.tuf.TufException;
import io.suture.trust.tuf.TufLimits;
import io.suture.trust.tuf.Updater;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a repository as a device would, before any device can: from the first root, with the same client. Fails with
 * the client's {@link TufException}.
 */
final class DryRun {

    private DryRun() {}

    /**
     * Verifies all metadata, and that each of these files is found exactly as it should be: online, and where targets
     * delegate to offline-update, in a repository that is carried to the device.
     */
    static void verify(RepositoryState state, Collection<TargetFile> files, Instant now) {
        read(client(state, now), state, files, now);
        if (state.delegation(OfflineUpdate.ROLE).isPresent()) {
            read(Updater.offline(TufLimits.DEFAULT, now, trusting(state), served(state)), state, files, now);
        }
    }

    /** Returns a client that is online for the first time. */
    static Updater client(RepositoryState state, Instant now) {
        return new Updater(TufLimits.DEFAULT, now, trusting(state), served(state));
    }

    private static MetadataStore trusting(RepositoryState state) {
        return new MemoryMetadataStore(state.roots().getFirst().bytes());
    }

    private static MetadataSource served(RepositoryState state) {
        Map<String, byte[]> served = new HashMap<>();
        state.all().forEach(metadata -> served.put(metadata.fileName(), metadata.bytes()));
        state.role(OfflineUpdate.ROLE).ifPresent(metadata -> served.put(OfflineUpdate.FILE, metadata.bytes()));
        return new Served(served);
    }

    private static void read(Updater client, RepositoryState state, Collection<TargetFile> files, Instant now) {
        client.refresh();
        for (String product : state.products()) {
            if (isCurrent(state, product, now)) {
                reach(client, product + "/_/_");
                state.deltaDelegation(product).ifPresent(delta -> reach(client, product + "/_/delta-_"));
            }
        }
        reach(client, RepositoryState.POLICY + "/_");
        state.delegation(OfflineUpdate.ROLE).ifPresent(role -> reach(client, OfflineUpdate.ROLE + "/_"));
        files.forEach(file -> requireListed(client, file));
    }

    /** Verifies that root keys vouch for the delegations, when there is no snapshot yet to read them through. */
    static void verifyDelegator(RepositoryState state) {
        RoleKeys previous = root(state.roots().getFirst()).role(Root.TYPE);
        RoleKeys targets = previous;
        for (Metadata file : state.roots()) {
            Root root = root(file);
            SignedMetadata signed = SignedMetadata.parse(Root.TYPE, file.bytes());
            signed.requireSignedBy(previous);
            signed.requireSignedBy(root.role(Root.TYPE));
            previous = root.role(Root.TYPE);
            targets = root.role(Targets.TYPE);
        }
        SignedMetadata.parse(
                        Targets.TYPE, state.role(Targets.TYPE).orElseThrow().bytes())
                .requireSignedBy(targets);
    }

    private static Root root(Metadata file) {
        return SignedMetadata.parse(Root.TYPE, file.bytes()).asRoot();
    }

    /** Metadata that wait for people's signatures may be missing or expired: they stop nobody but their own product. */
    private static boolean isCurrent(RepositoryState state, String product, Instant now) {
        return state.role(product)
                .filter(metadata -> now.isBefore(metadata.expires()))
                .isPresent();
    }

    /** A path that no file has makes the client load and verify the role that covers it. */
    private static void reach(Updater client, String path) {
        if (client.target(path).isPresent()) {
            throw new TufException.LengthOrHashMismatch(path, "no such file should be listed");
        }
    }

    private static void requireListed(Updater client, TargetFile file) {
        TargetFile found = client.target(file.path()).orElseThrow(() -> new TufException.TargetNotFound(file.path()));
        if (!found.equals(file)) {
            throw new TufException.LengthOrHashMismatch(file.path(), "another file is listed");
        }
    }

    private record Served(Map<String, byte[]> files) implements MetadataSource {

        @Override
        public Optional<byte[]> fetch(String fileName, int maxBytes) {
            return Optional.ofNullable(files.get(fileName));
        }

        @Override
        public Optional<byte[]> fetchTarget(String path, int maxBytes) {
            return Optional.empty();
        }
    }
}
