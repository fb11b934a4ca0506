package io.suture.trust.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.suture.trust.json.JsonObject;
import io.suture.trust.json.MalformedDocumentException;
import io.suture.trust.key.KeyAlgorithm;
import io.suture.trust.key.SoftwareSigner;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditEntryTest {

    private static final String ID = "01939a3e-7b1c-7def-8abc-0123456789ab";
    private static final Instant TIME = Instant.parse("2026-11-21T18:59:01.123456Z");

    @Test
    void whenEntryIsWrittenThenItIsCanonicalAndReadsBack() {
        Section detail = section("detail", "{}");
        AuditEntry entry = new AuditEntry(
                ID,
                "release.published",
                TIME,
                JsonObject.builder().put("product", "GW2").put("rollback", 17).build(),
                Map.of("detail", detail.commitment()));
        String text = new String(entry.toJson(), StandardCharsets.UTF_8);
        assertThat(text)
                .isEqualTo("{\"commit\":{\"detail\":\"" + detail.commitment() + "\"},\"id\":\"" + ID
                        + "\",\"kind\":\"release.published\",\"pub\":{\"product\":\"GW2\",\"rollback\":17},"
                        + "\"schema\":\"urn:suture:audit-entry:v1\",\"time\":\"2026-11-21T18:59:01.123Z\"}");
        assertThat(AuditEntry.parse(entry.toJson())).isEqualTo(entry);
    }

    @Test
    void whenTimeIsAFullSecondThenItStillHasMilliseconds() {
        AuditEntry entry = entry("device.enrolled", Instant.parse("2026-11-21T18:59:01Z"));
        assertThat(new String(entry.toJson(), StandardCharsets.UTF_8))
                .contains("\"time\":\"2026-11-21T18:59:01.000Z\"")
                .doesNotContain("pub")
                .doesNotContain("commit");
    }

    @Test
    void whenCommitmentIsComputedThenItIsTheOneOfTheFormat() {
        // SHA-256("audit-section/v1\n" || "actor" || "\n" || 32 zero bytes || "{}"), computed with sha256sum
        assertThat(section("actor", "{}").commitment())
                .isEqualTo("7c78840bee0f1e3eca9af6b3c683a5cd249aec0c7197c3b4f433e33b7a954e60");
    }

    @Test
    void whenSectionDiffersInAnyPartThenItIsNotCommittedTo() {
        Section detail = section("detail", "{}");
        AuditEntry entry =
                new AuditEntry(ID, "device.enrolled", TIME, JsonObject.EMPTY, Map.of("detail", detail.commitment()));
        assertThat(entry.commitsTo(section("detail", "{}"))).isTrue();
        assertThat(entry.commitsTo(section("detail", "{ }"))).isFalse();
        assertThat(entry.commitsTo(section("actor", "{}"))).isFalse();
        byte[] salt = new byte[32];
        salt[31] = 1;
        assertThat(entry.commitsTo(new Section("detail", salt, bytes("{}")))).isFalse();
        assertThat(entry.commitsTo(Section.salted("detail", bytes("{}"), new SecureRandom())))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"id\":\"x\",\"kind\":\"a.b\",\"schema\":\"urn:suture:audit-entry:v1\",\"time\":\"2026-11-21T18:59:01.123Z\"}",
                "{\"id\":\"01939a3e-7b1c-7def-8abc-0123456789ab\",\"kind\":\"A\",\"schema\":\"urn:suture:audit-entry:v1\",\"time\":\"2026-11-21T18:59:01.123Z\"}",
                "{\"id\":\"01939a3e-7b1c-7def-8abc-0123456789ab\",\"kind\":\"a.b\",\"schema\":\"urn:suture:audit-entry:v2\",\"time\":\"2026-11-21T18:59:01.123Z\"}",
                "{\"id\":\"01939a3e-7b1c-7def-8abc-0123456789ab\",\"kind\":\"a.b\",\"schema\":\"urn:suture:audit-entry:v1\",\"time\":\"yesterday\"}",
                "{\"commit\":{\"detail\":\"00\"},\"id\":\"01939a3e-7b1c-7def-8abc-0123456789ab\",\"kind\":\"a.b\",\"schema\":\"urn:suture:audit-entry:v1\",\"time\":\"2026-11-21T18:59:01.123Z\"}",
                "{\"commit\":{\"detail\":1},\"id\":\"01939a3e-7b1c-7def-8abc-0123456789ab\",\"kind\":\"a.b\",\"schema\":\"urn:suture:audit-entry:v1\",\"time\":\"2026-11-21T18:59:01.123Z\"}"
            })
    void whenEntryIsMalformedThenRefused(String text) {
        assertThatThrownBy(() -> AuditEntry.parse(bytes(text))).isInstanceOf(LogException.class);
    }

    @Test
    void whenEntryIsAtTheLimitThenWrittenAndOneByteMoreRefused() {
        int rest = padded(0).toJson().length;
        assertThat(padded(LogLimits.ENTRY_BYTES - rest).toJson()).hasSize(LogLimits.ENTRY_BYTES);
        assertThatThrownBy(() -> padded(LogLimits.ENTRY_BYTES - rest + 1).toJson())
                .isInstanceOf(MalformedLogDocument.class);
        byte[] long1 = Arrays.copyOf(padded(LogLimits.ENTRY_BYTES - rest).toJson(), LogLimits.ENTRY_BYTES + 1);
        long1[LogLimits.ENTRY_BYTES] = ' ';
        assertThatThrownBy(() -> AuditEntry.parse(long1)).isInstanceOf(MalformedLogDocument.class);
    }

    @Test
    void whenLogPolicyIsWrittenThenItReadsBackAndRefusesKeysOfOtherLogs() {
        NoteSigner signer = new NoteSigner(
                "localhost/exm/audit", SoftwareSigner.generate(KeyAlgorithm.ED25519, new SecureRandom()));
        LogPolicy policy =
                new LogPolicy(1, "localhost/exm/audit", List.of(signer.key().vkey()));
        assertThat(LogPolicy.parse(policy.toJson())).isEqualTo(policy);
        assertThat(policy.keys()).containsExactly(signer.key());
        assertThatThrownBy(() -> new LogPolicy(1, "localhost/other/audit", policy.vkeys()))
                .isInstanceOf(MalformedDocumentException.class);
        assertThatThrownBy(() -> new LogPolicy(1, "localhost/exm/audit", List.of("x")))
                .isInstanceOf(MalformedDocumentException.class);
        assertThatThrownBy(() -> new LogPolicy(1, "localhost/exm/audit", List.of()))
                .isInstanceOf(MalformedDocumentException.class);
    }

    private static AuditEntry padded(int length) {
        JsonObject pub = JsonObject.builder().put("pad", "x".repeat(length)).build();
        return new AuditEntry(ID, "release.published", TIME, pub, Map.of());
    }

    private static AuditEntry entry(String kind, Instant time) {
        return new AuditEntry(ID, kind, time, JsonObject.EMPTY, Map.of());
    }

    private static Section section(String name, String body) {
        return new Section(name, new byte[32], bytes(body));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
