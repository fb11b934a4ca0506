package io.suture.cli.ceremony;

import io.suture.cli.session.CommandFailure;
import io.suture.cli.session.LocalFiles;
import io.suture.trust.json.MalformedDocumentException;
import io.suture.trust.key.KeyId;
import io.suture.trust.tuf.RoleKeys;
import io.suture.trust.tuf.Root;
import io.suture.trust.tuf.SignedMetadata;
import io.suture.trust.tuf.TufException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a ceremony makes: metadata files by name, the policy's documents by target path.
 *
 * @param metadata {@code 1.root.json}, {@code 1.targets.json}, {@code 1.policy.json}
 * @param documents {@code policy/people.json} and others
 */
record OfflineMetadata(Map<String, byte[]> metadata, Map<String, byte[]> documents) {

    private static final List<String> ROLES = List.of("root", "targets", "policy");

    /**
     * How far a role is signed.
     *
     * @param file the metadata file's name
     * @param role the role
     * @param keys its keys and threshold
     * @param signedBy its keys that signed
     * @param version of the file
     */
    record RoleState(String file, String role, RoleKeys keys, Set<KeyId> signedBy, long version) {

        boolean complete() {
            return signedBy.size() >= keys.threshold();
        }
    }

    static String fileName(String role, long version) {
        return version + "." + role + ".json";
    }

    static SignedMetadata parse(String role, byte[] bytes) {
        try {
            return SignedMetadata.parse(role, bytes);
        } catch (TufException | MalformedDocumentException e) {
            throw CommandFailure.refused("malformed-metadata", role + ": " + e.getMessage());
        }
    }

    /** Return the newest file of each role in a folder, and the documents below it. */
    static OfflineMetadata read(Path folder) {
        Map<String, byte[]> metadata = new LinkedHashMap<>();
        for (String role : ROLES) {
            String name = newest(folder, role);
            metadata.put(name, LocalFiles.read(folder.resolve(name), LocalFiles.DOCUMENT));
        }
        Map<String, byte[]> documents = new TreeMap<>();
        for (String name : names(folder.resolve("targets/policy"))) {
            documents.put(
                    "policy/" + name,
                    LocalFiles.read(folder.resolve("targets/policy").resolve(name), LocalFiles.DOCUMENT));
        }
        return new OfflineMetadata(metadata, documents);
    }

    /** Writes everything; a file that is there with other content is never overwritten. */
    void write(Path folder) {
        metadata.forEach((name, content) -> keep(folder.resolve(name), content));
        documents.forEach((target, content) -> keep(folder.resolve("targets").resolve(target), content));
    }

    /** Return how far each role is signed, by the keys its delegator names. */
    List<RoleState> states() {
        SignedMetadata root = of("root");
        SignedMetadata targets = of("targets");
        Root trusted = root.asRoot();
        RoleKeys policy = targets.asTargets()
                .delegations()
                .role("policy")
                .orElseThrow(() -> CommandFailure.refused("malformed-metadata", "targets does not delegate to policy"))
                .keys();
        return List.of(
                state(root, trusted.role("root"), trusted.version()),
                state(targets, trusted.role("targets"), targets.asTargets().version()),
                state(of("policy"), policy, of("policy").asTargets().version()));
    }

    SignedMetadata of(String role) {
        return metadata.entrySet().stream()
                .filter(file -> file.getKey().endsWith("." + role + ".json"))
                .map(file -> parse(role, file.getValue()))
                .findFirst()
                .orElseThrow(() -> CommandFailure.usage("no metadata of role " + role));
    }

    private static RoleState state(SignedMetadata file, RoleKeys keys, long version) {
        return new RoleState(fileName(file.role(), version), file.role(), keys, file.verifiedBy(keys), version);
    }

    private static String newest(Path folder, String role) {
        return names(folder).stream()
                .filter(name -> name.matches("[1-9][0-9]{0,8}\\." + role + "\\.json"))
                .max(Comparator.comparingInt(OfflineMetadata::version))
                .orElseThrow(() -> CommandFailure.usage("no N." + role + ".json in " + folder));
    }

    private static int version(String name) {
        return Integer.parseInt(name.substring(0, name.indexOf('.')));
    }

    private static List<String> names(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw CommandFailure.usage(folder + " cannot be read: " + e.getMessage());
        }
    }

    private static void keep(Path file, byte[] content) {
        if (!Files.exists(file)) {
            LocalFiles.write(file, content);
        } else if (!Arrays.equals(LocalFiles.read(file, LocalFiles.DOCUMENT), content)) {
            throw CommandFailure.usage(file + " is there already with other content and is not overwritten");
        }
    }
}
