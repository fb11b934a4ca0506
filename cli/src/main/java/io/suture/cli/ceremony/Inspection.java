package io.suture.cli.ceremony;

import io.suture.cli.session.CommandFailure;
import io.suture.cli.session.LocalFiles;
import io.suture.trust.tuf.SignedMetadata;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code root inspect} looks at.
 *
 * @param offline the files
 * @param only the role shown, if only one is
 * @param owners who holds which key, by key id
 * @param roots every root of the folder, the oldest first; empty outside a folder
 */
record Inspection(
        OfflineMetadata offline, Optional<String> only, Map<String, String> owners, List<SignedMetadata> roots) {

    static Inspection ofFolder(Path folder) {
        return new Inspection(OfflineMetadata.read(folder), Optional.empty(), owners(folder), roots(folder));
    }

    static Inspection ofRequest(SigningRequest request) {
        return new Inspection(request.offline(), Optional.empty(), request.owners(), List.of());
    }

    /** A file is judged by the root and targets beside it; a root alone needs none. */
    static Inspection ofFile(Path file) {
        String name = String.valueOf(file.getFileName());
        String role = OfflineMetadata.roleOf(name)
                .orElseThrow(() -> CommandFailure.usage(
                        file + " is neither N.root.json, N.targets.json, N.policy.json" + " nor a signing request"));
        Path folder = file.toAbsolutePath().resolveSibling("");
        Map<String, byte[]> metadata = new LinkedHashMap<>();
        if (!role.equals("root")) {
            metadata.putAll(OfflineMetadata.read(folder).metadata());
            metadata.keySet().removeIf(other -> OfflineMetadata.roleOf(other).equals(Optional.of(role)));
        }
        metadata.put(name, LocalFiles.read(file, LocalFiles.DOCUMENT));
        return new Inspection(
                new OfflineMetadata(metadata, before(folder, role, name), Map.of()),
                Optional.of(role),
                owners(folder),
                List.of());
    }

    private static Map<String, byte[]> before(Path folder, String role, String name) {
        String earlier = OfflineMetadata.fileName(role, OfflineMetadata.versionOf(name) - 1);
        Path file = folder.resolve(earlier);
        return Files.exists(file) ? Map.of(earlier, LocalFiles.read(file, LocalFiles.DOCUMENT)) : Map.of();
    }

    private static Map<String, String> owners(Path folder) {
        return CeremonyRecord.of(folder, "").owners();
    }

    private static List<SignedMetadata> roots(Path folder) {
        return LocalFiles.names(folder).stream()
                .filter(name -> OfflineMetadata.roleOf(name).equals(Optional.of("root")))
                .sorted((a, b) -> Long.compare(OfflineMetadata.versionOf(a), OfflineMetadata.versionOf(b)))
                .map(name -> OfflineMetadata.parse("root", LocalFiles.read(folder.resolve(name), LocalFiles.DOCUMENT)))
                .toList();
    }

    /** Return the same files, compared with others. */
    Inspection against(Path other) {
        Map<String, byte[]> before = new LinkedHashMap<>();
        if (Files.isDirectory(other)) {
            before.putAll(OfflineMetadata.read(other).metadata());
        } else {
            before.put(String.valueOf(other.getFileName()), LocalFiles.read(other, LocalFiles.DOCUMENT));
        }
        return new Inspection(
                new OfflineMetadata(offline.metadata(), before, offline.documents()), only, owners, roots);
    }

    List<FileState> shown() {
        return only.map(role -> List.of(offline.state(offline.name(role)))).orElseGet(offline::states);
    }

    /** Refuses a folder in which a root does not follow the one before, or is not signed by its keys. */
    void requireChain() {
        for (int i = 1; i < roots.size(); i++) {
            SignedMetadata root = roots.get(i);
            OfflineMetadata pair = new OfflineMetadata(named(root), named(roots.get(i - 1)), Map.of());
            pair.states().forEach(FileState::requireComplete);
        }
    }

    /** Refuses documents that are not the policy's. */
    void requireDocuments() {
        if (only.isEmpty()) {
            offline.requireDocuments();
        }
    }

    private static Map<String, byte[]> named(SignedMetadata root) {
        return Map.of(OfflineMetadata.fileName("root", root.asRoot().version()), root.bytes());
    }
}
