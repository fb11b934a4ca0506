package io.suture.cli.ceremony;

import io.suture.cli.ceremony.FileState.Demand;
import io.suture.cli.session.CommandFailure;
import io.suture.cli.session.LocalFiles;
import io.suture.trust.json.CanonicalJson;
import io.suture.trust.json.Json;
import io.suture.trust.json.MalformedDocumentException;
import io.suture.trust.tuf.RoleKeys;
import io.suture.trust.tuf.Root;
import io.suture.trust.tuf.SignedMetadata;
import io.suture.trust.tuf.TargetFile;
import io.suture.trust.tuf.TufException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The offline files: the newest metadata of each role, the versions before them, the policy's documents.
 *
 * @param metadata {@code 1.root.json}, {@code 1.targets.json}, {@code 1.policy.json}
 * @param before the version before, of roles that have one
 * @param documents {@code policy/people.json} and others, by target path
 */
record OfflineMetadata(Map<String, byte[]> metadata, Map<String, byte[]> before, Map<String, byte[]> documents) {

    static final List<String> ROLES = List.of("root", "targets", "policy");

    static String fileName(String role, long version) {
        return version + "." + role + ".json";
    }

    static SignedMetadata parse(String role, byte[] bytes) {
        try {
            return SignedMetadata.parse(role, bytes);
        } catch (TufException | MalformedDocumentException e) {
            throw CommandFailure.refused("metadata-malformed", role + ": " + e.getMessage());
        }
    }

    /** Return the role that a metadata file's name names. */
    static Optional<String> roleOf(String fileName) {
        return ROLES.stream()
                .filter(role -> fileName.matches("[1-9][0-9]{0,8}\\." + role + "\\.json"))
                .findFirst();
    }

    static long versionOf(String fileName) {
        return Long.parseLong(fileName.substring(0, fileName.indexOf('.')));
    }

    /** Return the files of a folder. */
    static OfflineMetadata read(Path folder) {
        Map<String, byte[]> metadata = new LinkedHashMap<>();
        Map<String, byte[]> before = new LinkedHashMap<>();
        for (String role : ROLES) {
            String name = newest(folder, role);
            metadata.put(name, LocalFiles.read(folder.resolve(name), LocalFiles.DOCUMENT));
            Path earlier = folder.resolve(fileName(role, versionOf(name) - 1));
            if (Files.exists(earlier)) {
                before.put(String.valueOf(earlier.getFileName()), LocalFiles.read(earlier, LocalFiles.DOCUMENT));
            }
        }
        return new OfflineMetadata(metadata, before, documents(folder));
    }

    private static Map<String, byte[]> documents(Path folder) {
        Map<String, byte[]> documents = new TreeMap<>();
        Path policy = folder.resolve("targets/policy");
        for (String name : LocalFiles.names(policy)) {
            documents.put("policy/" + name, LocalFiles.read(policy.resolve(name), LocalFiles.DOCUMENT));
        }
        return documents;
    }

    /** Writes everything; metadata that are there with another signed part are never overwritten. */
    void write(Path folder) {
        metadata.forEach((name, content) -> keep(folder.resolve(name), content));
        documents.forEach(
                (target, content) -> LocalFiles.write(folder.resolve("targets").resolve(target), content));
    }

    /** Return the same files with one of them replaced. */
    OfflineMetadata with(String name, byte[] content) {
        Map<String, byte[]> replaced = new LinkedHashMap<>(metadata);
        replaced.put(name, content);
        return new OfflineMetadata(replaced, before, documents);
    }

    /** Return how far each file is signed, by the keys its delegator names. */
    List<FileState> states() {
        return metadata.keySet().stream().map(this::state).toList();
    }

    /** Return how far one file is signed. */
    FileState state(String name) {
        String role = roleOf(name).orElseThrow(() -> CommandFailure.usage(name + " is not an offline role's file"));
        SignedMetadata file = of(role);
        if (versionOf(name) != file.signed().integer("version")) {
            throw CommandFailure.refused("metadata-version-mismatch", name + " holds another version");
        }
        return new FileState(name, file, before(role), demands(role));
    }

    private List<Demand> demands(String role) {
        Root root = of("root").asRoot();
        return switch (role) {
            case "root" -> rootDemands(root);
            case "targets" -> List.of(new Demand("targets", root.role("targets")));
            default -> List.of(new Demand("policy", policyKeys()));
        };
    }

    /** TUF 5.3.4, 5.3.5: the threshold of the root before and of the new one; no version is left out. */
    private List<Demand> rootDemands(Root root) {
        Demand own = new Demand("root " + root.version(), root.role("root"));
        Optional<Root> previous = before("root").map(SignedMetadata::asRoot);
        if (previous.isEmpty() && root.version() > 1) {
            throw CommandFailure.refused(
                    "predecessor-missing", fileName("root", root.version() - 1) + " is needed to judge its successor");
        }
        return previous.map(earlier -> List.of(own, demandOf(earlier, root))).orElse(List.of(own));
    }

    private static Demand demandOf(Root previous, Root root) {
        if (previous.version() + 1 != root.version()) {
            throw CommandFailure.refused(
                    "metadata-version-mismatch",
                    "root " + root.version() + " does not follow root " + previous.version());
        }
        return new Demand("root " + previous.version(), previous.role("root"));
    }

    /** Return who signs policy. */
    RoleKeys policyKeys() {
        return of("targets")
                .asTargets()
                .delegations()
                .role("policy")
                .orElseThrow(() -> CommandFailure.refused("metadata-malformed", "targets does not delegate to policy"))
                .keys();
    }

    SignedMetadata of(String role) {
        return parse(role, Objects.requireNonNull(metadata.get(name(role))));
    }

    /** Refuses documents that are not those the policy role vouches for. */
    void requireDocuments() {
        Map<String, TargetFile> listed = of("policy").asTargets().files();
        if (!listed.keySet().equals(documents.keySet())) {
            throw CommandFailure.refused(
                    "documents-differ", "policy vouches for " + listed.keySet() + ", there are " + documents.keySet());
        }
        listed.forEach((path, file) -> {
            try {
                file.verify(Objects.requireNonNull(documents.get(path)));
            } catch (TufException e) {
                throw CommandFailure.refused("documents-differ", String.valueOf(e.getMessage()));
            }
        });
    }

    private Optional<SignedMetadata> before(String role) {
        return before.entrySet().stream()
                .filter(file -> roleOf(file.getKey()).equals(Optional.of(role)))
                .map(file -> parse(role, file.getValue()))
                .findFirst();
    }

    String name(String role) {
        return metadata.keySet().stream()
                .filter(name -> roleOf(name).equals(Optional.of(role)))
                .findFirst()
                .orElseThrow(() -> CommandFailure.usage("no metadata of role " + role));
    }

    private static String newest(Path folder, String role) {
        return LocalFiles.names(folder).stream()
                .filter(name -> roleOf(name).equals(Optional.of(role)))
                .max((a, b) -> Long.compare(versionOf(a), versionOf(b)))
                .orElseThrow(() -> CommandFailure.usage("no N." + role + ".json in " + folder));
    }

    private static void keep(Path file, byte[] content) {
        if (Files.exists(file) && !Arrays.equals(signedPart(file), signedPart(content))) {
            throw CommandFailure.usage(file + " is there already with other content and is not overwritten");
        }
        LocalFiles.write(file, content);
    }

    private static byte[] signedPart(Path file) {
        return signedPart(LocalFiles.read(file, LocalFiles.DOCUMENT));
    }

    private static byte[] signedPart(byte[] metadata) {
        return CanonicalJson.olpc(Json.parseObject(metadata).object("signed"));
    }
}
