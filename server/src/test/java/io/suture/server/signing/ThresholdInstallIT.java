package io.suture.server.signing;

import static io.suture.server.testing.Await.awaitAnswer;
import static org.assertj.core.api.Assertions.assertThat;

import io.suture.server.testing.Factory;
import io.suture.server.testing.RealDevice;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import io.suture.trust.key.Signer;
import io.suture.trust.tuf.MetaFile;
import io.suture.trust.tuf.MetadataWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** From a ceremony with product threshold two to a real device: two signatures install, one never does. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ThresholdInstallIT {

    private SigningScene scene;
    private RealDevice device;

    @BeforeAll
    void found(@TempDir Path folder) throws IOException {
        scene = new SigningScene(folder.resolve("server"), Map.of());
        device = RealDevice.enrolled(
                folder.resolve("device"),
                scene.factory,
                scene.call(),
                List.of(scene.apiUrl(), scene.deviceUrl()),
                scene.serverCaPem(),
                "D-002");
    }

    @AfterAll
    void stop() {
        scene.close();
    }

    private void approveForFacility(String version) {
        scene.call()
                .post(
                        "ce.one",
                        "/api/v1/facilities/clinic/approvals",
                        JsonObject.builder()
                                .put("manufacturer", Factory.MANUFACTURER)
                                .put("product", "GW2")
                                .put("version", version)
                                .build())
                .expect(201);
    }

    @Test
    void whenTheApproverSignedThenTheDeviceInstallsAndWithOneSignatureItNeverDoes() {
        String version = scene.published();
        approveForFacility(version);
        device.awaitRunning(version);

        String forced = scene.approved();
        JsonObject event = scene.opened(forced);
        assertThat(device.poll()).doesNotContain(forced);
        force(event, forced);
        approveForFacility(forced);
        awaitAnswer(() -> device.poll().contains("signature-threshold-not-met"));
        assertThat(device.status()).contains("\"" + version + "\"").doesNotContain("\"" + forced + "\"");
    }

    /** What somebody with the database and all online keys could do: publish with the server's signature alone. */
    private void force(JsonObject event, String version) {
        scene.tamper("""
                update release set state = 'published' where version = '%1$s';
                insert into release_publication (manufacturer, product, version, published_by, published_at, event_id)
                select manufacturer, product, version, 'nobody', now(), gen_random_uuid() from release where version = '%1$s'
                """.formatted(version));
        byte[] product = Json.compact(JsonObject.builder()
                .putAll(
                        "signatures",
                        event.objects("signatures").stream()
                                .map(signature -> JsonObject.builder()
                                        .put("keyid", signature.string("keyid"))
                                        .put("sig", signature.string("sig"))
                                        .build())
                                .toList())
                .put("signed", Json.parseObject(Base64.getDecoder().decode(event.string("signed"))))
                .build());
        RepositoryState seen = scene.bean(MetadataTable.class)
                .state(Factory.MANUFACTURER, true)
                .blockOptional()
                .orElseThrow();
        Metadata forged = new Metadata("GW2", event.integer("version"), product, Instant.MAX, true);
        Map<String, MetaFile> listed = new TreeMap<>();
        seen.with(List.of(forged)).listed().forEach((role, file) -> listed.put(role, file.describe()));
        Instant expires = Instant.now().plus(Duration.ofDays(1));
        long snapshotVersion = seen.role("snapshot").orElseThrow().version() + 1;
        byte[] snapshot = sign("snapshot", MetadataWriter.snapshot(snapshotVersion, expires, listed));
        long timestampVersion = seen.role("timestamp").orElseThrow().version() + 1;
        byte[] timestamp = sign(
                "timestamp",
                MetadataWriter.timestamp(timestampVersion, expires, MetaFile.describing(snapshotVersion, snapshot)));
        scene.database.asSuperuser(insert("GW2", event.integer("version"), product)
                + insert("snapshot", snapshotVersion, snapshot)
                + insert("timestamp", timestampVersion, timestamp));
    }

    private byte[] sign(String role, JsonObject signed) {
        Signer signer = scene.bean(SigningKeys.class)
                .signer(Factory.MANUFACTURER, role)
                .blockOptional()
                .orElseThrow();
        return MetadataWriter.sign(signed, List.of(signer));
    }

    private static String insert(String role, long version, byte[] bytes) {
        return "insert into tuf_metadata (manufacturer, role, version, bytes, expires, visible, created_at) values ('"
                + Factory.MANUFACTURER + "', '" + role + "', " + version + ", decode('"
                + HexFormat.of().formatHex(bytes) + "', 'hex'), now() + interval '1 day', true, now());";
    }
}
