package io.suture.cli.repository;

import io.suture.cli.api.FakeServer;
import io.suture.cli.api.FakeServer.Answer;
import io.suture.cli.session.TestRun;
import io.suture.trust.digest.Digest;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import io.suture.trust.key.KeyAlgorithm;
import io.suture.trust.key.SoftwareSigner;
import io.suture.trust.tuf.DelegatedRole;
import io.suture.trust.tuf.Delegations;
import io.suture.trust.tuf.MetaFile;
import io.suture.trust.tuf.MetadataWriter;
import io.suture.trust.tuf.OfflineUpdate;
import io.suture.trust.tuf.RoleKeys;
import io.suture.trust.tuf.TargetFile;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A repository with one product, served file by file as the server does. */
final class PublishedRepository {

    static final String BASE = "/api/v1/manufacturers/exm/repository";
    private static final Instant EXPIRES = TestRun.NOW.plus(Duration.ofDays(30));

    final Map<String, byte[]> metadata = new TreeMap<>();
    final Map<String, byte[]> targets = new TreeMap<>();
    private final SoftwareSigner key = SoftwareSigner.generate(KeyAlgorithm.ED25519, new SecureRandom());
    private final RoleKeys role = RoleKeys.of(1, key.publicKey());
    private final List<TargetFile> files = new ArrayList<>();
    private final boolean carried;
    private long version;

    PublishedRepository() {
        this(false);
    }

    /** With a role offline-update or without. */
    PublishedRepository(boolean carried) {
        this.carried = carried;
        Map<String, RoleKeys> roles = Map.of("root", role, "targets", role, "snapshot", role, "timestamp", role);
        put("1.root.json", MetadataWriter.root(1, EXPIRES, roles, true));
        List<DelegatedRole> delegated = new ArrayList<>(List.of(DelegatedRole.ofPaths("GW2", role, true, "GW2/*/*")));
        if (carried) {
            delegated.add(DelegatedRole.ofPaths(OfflineUpdate.ROLE, role, true, OfflineUpdate.PATHS));
        }
        put("1.targets.json", MetadataWriter.targets(1, EXPIRES, List.of(), new Delegations(delegated)));
    }

    private void put(String name, JsonObject signed) {
        metadata.put(name, MetadataWriter.sign(signed, List.of(key)));
    }

    void add(String path, byte[] content) {
        TargetFile file = TargetFile.describing(path, content);
        files.add(file);
        targets.put(file.consistentPath(), content);
    }

    void remove(String path) {
        files.removeIf(file -> file.path().equals(path));
        targets.keySet().removeIf(name -> name.endsWith("." + path.substring(path.lastIndexOf('/') + 1)));
    }

    /** Signs what there is. */
    void publish() {
        version++;
        put(version + ".GW2.json", MetadataWriter.targets(version, EXPIRES, files, null));
        Map<String, MetaFile> roles = new TreeMap<>(Map.of("targets", MetaFile.of(1), "GW2", MetaFile.of(version)));
        if (carried) {
            roles.put(OfflineUpdate.ROLE, MetaFile.of(version));
            publishOfflineUpdate();
        }
        put(version + ".snapshot.json", MetadataWriter.snapshot(version, EXPIRES, roles));
        put("timestamp.json", MetadataWriter.timestamp(version, EXPIRES, MetaFile.of(version)));
    }

    /** Its targets are the metadata files,. */
    private void publishOfflineUpdate() {
        targets.keySet().removeIf(path -> path.startsWith(OfflineUpdate.PATHS.replace("*", "")));
        List<TargetFile> listed = new ArrayList<>();
        list(listed, "targets", 1);
        list(listed, "GW2", version);
        put(version + ".offline-update.json", MetadataWriter.targets(version, EXPIRES, listed, null));
    }

    private void list(List<TargetFile> listed, String name, long count) {
        byte[] file = metadata.get(count + "." + name + ".json");
        TargetFile target = OfflineUpdate.target(name, count, file);
        listed.add(target);
        targets.put(target.consistentPath(), file);
    }

    byte[] listing() {
        return Json.compact(JsonObject.builder()
                .putAll("metadata", listed(metadata))
                .putAll("targets", listed(targets))
                .build());
    }

    private static List<JsonObject> listed(Map<String, byte[]> files) {
        return files.entrySet().stream()
                .map(file -> JsonObject.builder()
                        .put("path", file.getKey())
                        .put("length", file.getValue().length)
                        .put("sha256", Digest.of(file.getValue()).hex())
                        .build())
                .toList();
    }

    void serve(FakeServer server) {
        server.on("GET " + BASE, request -> new Answer(200, listing()));
        metadata.keySet()
                .forEach(name ->
                        server.on("GET " + BASE + "/metadata/" + name, r -> new Answer(200, metadata.get(name))));
        targets.forEach((path, bytes) -> server.on("GET " + BASE + "/targets/" + path, r -> new Answer(200, bytes)));
    }
}
