package io.suture.trust.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.suture.trust.digest.Digest;
import io.suture.trust.json.CanonicalJson;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.JsonString;
import io.suture.trust.json.MalformedDocumentException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestTest {

    private static final Digest DIGEST = Digest.of(new byte[] {1});
    private static final DeviceProfile DEVICE = new DeviceProfile("GW2", "09521234000044", "VM", "3.1.0", 16);

    @Test
    void whenManifestIsWrittenThenItReadsBackWithTheDigestOfItsBytes() {
        Manifest manifest = manifest(1, List.of("3.1.0"));
        Manifest read = Manifest.parse(manifest.toJson());
        assertThat(read).isEqualTo(manifest);
        assertThat(read.digest()).isEqualTo(Digest.of(manifest.toJson()));
        assertThat(read.hasPayload(DIGEST)).isTrue();
        assertThat(read.hasPayload(Digest.of(new byte[] {2}))).isFalse();
    }

    @Test
    void whenManifestHasAnotherSpellingOrUnknownMembersThenRefused() {
        byte[] bytes = manifest(1, List.of()).toJson();
        String text = new String(bytes, StandardCharsets.UTF_8);
        refused(text + "\n");
        refused(text.replace("\"kind\":", "\"kind\": "));
        refused(Json.pretty(Json.parse(bytes)));
        JsonObject more = Json.parseObject(bytes).toBuilder().put("more", 1).build();
        refused(new String(CanonicalJson.rfc8785(more), StandardCharsets.UTF_8));
        refused(text.replace("release-manifest:v1", "release-manifest:v2"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"..", "a/b", "", ".hidden", "manifest.json", "evidence.jsonl", "sbom.cdx.json", "a\\b", "a b"})
    void whenPayloadNameIsUnsafeOrReservedThenRefused(String name) {
        assertThatThrownBy(() -> withPayloads(List.of(new Artifact(name, 1, DIGEST))))
                .isInstanceOf(MalformedDocumentException.class);
    }

    @Test
    void whenNumberOfPayloadsIsAtTheLimitThenAcceptedAndOneMoreRefused() {
        assertThat(manifest(ReleaseLimits.PAYLOADS, List.of()).payloads()).hasSize(ReleaseLimits.PAYLOADS);
        assertThatThrownBy(() -> manifest(ReleaseLimits.PAYLOADS + 1, List.of()))
                .isInstanceOf(MalformedDocumentException.class);
        assertThatThrownBy(() -> manifest(0, List.of())).isInstanceOf(MalformedDocumentException.class);
        Artifact same = new Artifact("a", 1, DIGEST);
        assertThatThrownBy(() -> withPayloads(List.of(same, same))).isInstanceOf(MalformedDocumentException.class);
        assertThatThrownBy(() -> new Artifact("a", 0, DIGEST)).isInstanceOf(MalformedDocumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "product, -GW2",
        "product, GW2/x",
        "product, ",
        "version, .3",
        "version, 3/1",
        "kind, urgent",
        "install.mode, in-place"
    })
    void whenAMemberIsNotAllowedThenRefused(String path, String value) {
        JsonObject json = Json.parseObject(manifest(1, List.of()).toJson());
        JsonString changed = new JsonString(value == null ? "" : value);
        JsonObject.Builder other = json.toBuilder();
        if (path.startsWith("install.")) {
            other.set(
                    "install",
                    json.object("install").toBuilder().set("mode", changed).build());
        } else {
            other.set(path, changed);
        }
        byte[] bytes = CanonicalJson.rfc8785(other.build());
        assertThatThrownBy(() -> Manifest.parse(bytes)).isInstanceOf(MalformedDocumentException.class);
    }

    @Test
    void whenDeviceFitsThenThereIsNoIncompatibility() {
        assertThat(manifest(1, List.of("3.1.0")).check(DEVICE)).isEmpty();
        assertThat(manifest(1, List.of()).check(DEVICE)).isEmpty();
        assertThat(manifest(1, List.of()).check(new DeviceProfile("GW2", "09521234000044", "VM", "1.0.0", 17)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "IP200, 09521234000044, VM, 3.1.0, 16, wrong-product",
        "GW2, 09521234000013, VM, 3.1.0, 16, wrong-udi-di",
        "GW2, 09521234000044, A, 3.1.0, 16, wrong-hardware-revision",
        "GW2, 09521234000044, VM, 3.0.9, 16, version-not-supported",
        "GW2, 09521234000044, VM, 3.1.0, 18, rollback-index-too-low"
    })
    void whenDeviceDoesNotFitThenTheReasonHasACode(
            String product, String udi, String hardware, String installed, long rollback, String code) {
        DeviceProfile device = new DeviceProfile(product, udi, hardware, installed, rollback);
        assertThat(manifest(1, List.of("3.1.0")).check(device)).hasValueSatisfying(reason -> {
            assertThat(reason.code()).isEqualTo(code);
            assertThat(reason.explain()).endsWith(".");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"GW2", "/3.1.1", "GW2/", "GW2/3.1.1/x", "../3.1.1", "GW2/..", "GW 2/1"})
    void whenReleaseIdIsMalformedThenRefused(String text) {
        assertThatThrownBy(() -> ReleaseId.parse(text)).isInstanceOf(MalformedDocumentException.class);
    }

    @Test
    void whenReleaseIdIsWellFormedThenItNamesItsTargets() {
        ReleaseId id = ReleaseId.parse("GW2/3.1.1+b7");
        assertThat(id).hasToString("GW2/3.1.1+b7");
        assertThat(id.targetPath("manifest.json")).isEqualTo("GW2/3.1.1+b7/manifest.json");
        assertThat(new ReleaseId("a".repeat(32), "1".repeat(64)).product()).hasSize(32);
        assertThatThrownBy(() -> new ReleaseId("a".repeat(33), "1")).isInstanceOf(MalformedDocumentException.class);
        assertThatThrownBy(() -> new ReleaseId("a", "1".repeat(65))).isInstanceOf(MalformedDocumentException.class);
    }

    private static void refused(String text) {
        assertThatThrownBy(() -> Manifest.parse(text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(MalformedDocumentException.class);
    }

    private static Manifest manifest(int payloads, List<String> from) {
        List<Artifact> artifacts = new ArrayList<>();
        for (int i = 0; i < payloads; i++) {
            artifacts.add(new Artifact("payload-" + i + ".bin", 1000 + i, DIGEST));
        }
        return manifest(artifacts, from);
    }

    private static Manifest withPayloads(List<Artifact> payloads) {
        return manifest(payloads, List.of());
    }

    private static Manifest manifest(List<Artifact> payloads, List<String> from) {
        return new Manifest(
                new ReleaseId("GW2", "3.1.1"),
                17,
                ReleaseKind.OUT_OF_CYCLE,
                List.of("CVE-2021-44228"),
                new Compatibility(List.of("09521234000044"), List.of("VM"), from),
                new InstallRules("a-b", true, 6),
                payloads,
                new Artifact("sbom.cdx.json", 2723, DIGEST));
    }
}
