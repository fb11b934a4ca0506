package io.suture.trust.tuf;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The client workflow of TUF 5: asks the source for what is missing, lets {@link TrustedMetadata} decide, keeps what is
 * trusted. One instance is one update at one instant. Blocking; not for several threads.
 */
public final class Updater {

    private final TufLimits limits;
    private final Instant now;
    private final MetadataStore store;
    private final MetadataSource source;
    private final boolean offline;
    private @Nullable TrustedMetadata trusted;

    /**
     * Create an update.
     *
     * @param limits what it may cost
     * @param now the time of the whole update (TUF 5.1)
     * @param store trusted metadata of earlier updates; holds at least a root
     * @param source the repository
     */
    public Updater(TufLimits limits, Instant now, MetadataStore store, MetadataSource source) {
        this(limits, now, store, source, false);
    }

    private Updater(TufLimits limits, Instant now, MetadataStore store, MetadataSource source, boolean offline) {
        this.limits = limits;
        this.now = now;
        this.store = store;
        this.source = source;
        this.offline = offline;
    }

    /**
     * Return an update from a repository that was carried here: its role {@code offline-update} stands for timestamp and
     * snapshot, which are not read (ADR 0017). An update over the network never does this.
     *
     * @param limits what it may cost
     * @param now the time of the whole update (TUF 5.1)
     * @param store trusted metadata of earlier updates, online and offline; holds at least a root
     * @param source the carried repository
     */
    public static Updater offline(TufLimits limits, Instant now, MetadataStore store, MetadataSource source) {
        return new Updater(limits, now, store, source, true);
    }

    /** Bring the top-level metadata up to date, once; everything else does this first if it is not done. */
    public void refresh() {
        if (trusted == null) {
            TrustedMetadata metadata = loadTrustedRoot(); // 5.2
            updateRoots(metadata); // 5.3
            if (offline) {
                updateOffline(metadata);
            } else {
                updateOnline(metadata);
            }
            trusted = metadata;
        }
    }

    private void updateOnline(TrustedMetadata metadata) {
        updateTimestamp(metadata); // 5.4
        updateSnapshot(metadata); // 5.5
        updateTargets(metadata); // 5.6
    }

    /** Return the trusted metadata. */
    public TrustedMetadata metadata() {
        refresh();
        if (trusted == null) {
            throw new IllegalStateException("a refresh that returns has trusted metadata");
        }
        return trusted;
    }

    /** Return the files of everything trusted, by the names under which a repository has them. */
    public Map<String, byte[]> repositoryFiles() {
        TrustedMetadata metadata = metadata();
        Map<String, byte[]> named = new LinkedHashMap<>();
        metadata.files().forEach((role, bytes) -> named.put(fileName(role, version(metadata, role)), bytes));
        return named;
    }

    private Optional<Long> version(TrustedMetadata metadata, String role) {
        boolean unversioned = role.equals(Timestamp.TYPE) || (offline && role.equals(OfflineUpdate.ROLE));
        if (role.equals(Root.TYPE)) {
            return Optional.of(metadata.root().version());
        }
        if (unversioned || !metadata.root().consistentSnapshot()) {
            return Optional.empty();
        }
        MetaFile listed = role.equals(Snapshot.TYPE) ? metadata.listedSnapshot() : metadata.listed(role);
        return Optional.of(listed.version());
    }

    /** Return the file of the given path, from the first role that may vouch for it and does (TUF 5.6.7, 5.7.1). */
    public Optional<TargetFile> target(String path) {
        return new Search(metadata(), path).run();
    }

    /** Return the content of a target that fits into memory, verified (TUF 5.7). */
    public byte[] downloadSmall(String path, int maxBytes) {
        TargetFile file = target(path).orElseThrow(() -> new TufException.TargetNotFound(path));
        if (file.length() > maxBytes) {
            throw new TufException.FileTooLarge(path, maxBytes);
        }
        int length = (int) file.length();
        byte[] content = bounded(path, length, source.fetchTarget(sourcePath(file), length));
        file.verify(content);
        return content;
    }

    /** Return the path under which the repository serves the target (TUF 5.7.3, 6.2). */
    public String sourcePath(TargetFile file) {
        return metadata().root().consistentSnapshot() ? file.consistentPath() : file.path();
    }

    private TrustedMetadata loadTrustedRoot() {
        return new TrustedMetadata(store.read(Root.TYPE).orElseThrow(TufException.TrustedRootMissing::new), now);
    }

    /**
     * Each root is kept as soon as it is trusted (5.3.8), before the files of revoked online keys go (5.3.11): who loses
     * power in between is never left with the old root and without the versions it has seen.
     */
    private void updateRoots(TrustedMetadata metadata) {
        for (int i = 0; i < limits.roots(); i++) {
            String fileName = fileName(Root.TYPE, Optional.of(metadata.root().version() + 1));
            Optional<byte[]> next = source.fetch(fileName, limits.rootBytes()); // 5.3.3
            if (next.isEmpty()) {
                break;
            }
            metadata.updateRoot(bounded(fileName, limits.rootBytes(), next)); // 5.3.4 to 5.3.7
            store.write(Root.TYPE, next.get()); // 5.3.8
            forgetRevoked(metadata); // 5.3.11
        }
        metadata.finishRoots(); // 5.3.10
    }

    private void forgetRevoked(TrustedMetadata metadata) {
        if (metadata.onlineKeysRevoked()) {
            store.delete(Timestamp.TYPE);
            store.delete(Snapshot.TYPE);
        }
    }

    private void updateTimestamp(TrustedMetadata metadata) {
        offerLocal(Timestamp.TYPE, metadata::referTimestamp);
        byte[] offered = fetch(fileName(Timestamp.TYPE, Optional.empty()), limits.timestampBytes()); // 5.4.1
        if (metadata.updateTimestamp(offered)) { // 5.4.2 to 5.4.4
            store.write(Timestamp.TYPE, offered); // 5.4.5
        }
    }

    private void updateSnapshot(TrustedMetadata metadata) {
        offerLocal(Snapshot.TYPE, metadata::referSnapshot);
        if (!metadata.isSnapshotFinal()) {
            byte[] offered = fetchListed(metadata, Snapshot.TYPE, metadata.listedSnapshot(), limits.snapshotBytes());
            metadata.updateSnapshot(offered); // 5.5.2 to 5.5.6
            store.write(Snapshot.TYPE, offered); // 5.5.7
        }
    }

    private void updateTargets(TrustedMetadata metadata) {
        loadRole(metadata, Targets.TYPE, metadata::updateTargets);
    }

    /** Which targets file to ask for is known before offline-update is trusted; nothing is kept before both are. */
    private void updateOffline(TrustedMetadata metadata) {
        byte[] offered = fetch(OfflineUpdate.FILE, limits.targetsBytes());
        OfflineUpdate update = OfflineUpdate.parse(offered);
        byte[] topLevel = fetchListed(metadata, Targets.TYPE, update.topLevel(), limits.targetsBytes());
        metadata.updateOffline(update, topLevel, new EarlierVersions(metadata.root(), store));
        store.write(Targets.TYPE, topLevel);
        store.write(OfflineUpdate.ROLE, offered);
    }

    /** Use the local file if it is the listed one, else the repository's (5.6.1 to 5.6.6). */
    private void loadRole(TrustedMetadata metadata, String role, Consumer<byte[]> accept) {
        MetaFile listed = metadata.listed(role);
        if (!offerLocal(role, accept)) {
            byte[] offered = fetchListed(metadata, role, listed, limits.targetsBytes()); // 5.6.1
            accept.accept(offered); // 5.6.2 to 5.6.5
            store.write(RoleName.quote(role), offered); // 5.6.6
        }
    }

    /** A local file that is not acceptable (any more) is as good as none. */
    private boolean offerLocal(String role, Consumer<byte[]> accept) {
        Optional<byte[]> local = store.read(RoleName.quote(role));
        try {
            local.ifPresent(accept);
            return local.isPresent();
        } catch (TufException e) {
            return false;
        }
    }

    private byte[] fetchListed(TrustedMetadata metadata, String role, MetaFile listed, int limit) {
        Optional<Long> version =
                metadata.root().consistentSnapshot() ? Optional.of(listed.version()) : Optional.empty();
        long length = Math.min(limit, listed.length().orElse((long) limit));
        return fetch(fileName(role, version), (int) length);
    }

    private byte[] fetch(String fileName, int maxBytes) {
        return bounded(fileName, maxBytes, source.fetch(fileName, maxBytes));
    }

    private static byte[] bounded(String name, int maxBytes, Optional<byte[]> fetched) {
        byte[] bytes = fetched.orElseThrow(() -> new TufException.FileMissing(name));
        if (bytes.length > maxBytes) {
            throw new TufException.FileTooLarge(name, maxBytes);
        }
        return bytes;
    }

    private static String fileName(String role, Optional<Long> version) {
        return version.map(v -> v + ".").orElse("") + RoleName.quote(role) + Snapshot.SUFFIX;
    }

    /** Pre-order depth-first search over the delegations (TUF 5.6.7). */
    private final class Search {

        private final TrustedMetadata metadata;
        private final String path;
        private final Deque<Edge> stack = new ArrayDeque<>();
        private final Set<String> visited = new HashSet<>();

        Search(TrustedMetadata metadata, String path) {
            this.metadata = metadata;
            this.path = path;
        }

        Optional<TargetFile> run() {
            visited.add(Targets.TYPE);
            Targets role = metadata.targets(Targets.TYPE).orElseThrow();
            Optional<TargetFile> found = role.file(path);
            push(Targets.TYPE, role);
            while (found.isEmpty() && !stack.isEmpty()) {
                found = visit(stack.pop());
            }
            return found;
        }

        private Optional<TargetFile> visit(Edge edge) {
            if (!visited.add(edge.role())) {
                return Optional.empty(); // 5.6.7.1
            }
            if (visited.size() > limits.delegations() + 1) { // and the top-level role
                throw new TufException.TooManyDelegations(path, limits.delegations());
            }
            Targets role = trustedRole(edge);
            push(edge.role(), role);
            return role.file(path);
        }

        private Targets trustedRole(Edge edge) {
            return metadata.trustedThrough(edge.delegator(), edge.role()).orElseGet(() -> {
                loadRole(metadata, edge.role(), b -> metadata.updateDelegated(edge.delegator(), edge.role(), b));
                return metadata.targets(edge.role()).orElseThrow();
            });
        }

        /** The first delegation that covers the path is visited next; a terminating one drops all others. */
        private void push(String delegator, Targets role) {
            List<DelegatedRole> next = role.delegations().covering(path);
            if (!next.isEmpty() && next.getLast().terminating()) {
                stack.clear();
            }
            next.reversed().forEach(delegated -> stack.push(new Edge(delegator, delegated.name())));
        }
    }

    private record Edge(String delegator, String role) {}
}
