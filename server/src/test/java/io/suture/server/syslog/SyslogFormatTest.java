package io.suture.server.syslog;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.server.audit.LoggedEntry;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import io.suture.trust.log.AuditEntry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages of RFC 5424 in frames of RFC 5425, and what an entry cannot do to who reads them (reliability.md F6). */
class SyslogFormatTest {

    private static final UUID ID = UUID.fromString("01939a3e-7b1c-7def-8abc-0123456789ab");
    private static final SyslogFormat FORMAT = new SyslogFormat("fw.example.org", "suture", 32473);

    private static LoggedEntry entry(String kind, JsonObject pub) {
        Instant time = Instant.parse("2026-11-22T08:00:00Z");
        byte[] leaf = new AuditEntry(ID.toString(), kind, time, pub, Map.of("actor", "0".repeat(64))).toJson();
        return new LoggedEntry(12, ID, kind, time, leaf);
    }

    @Test
    void whenAnEntryIsToldThenTheMessageHasItsPublicFactsAndItsPlace() {
        JsonObject pub = JsonObject.builder().put("product", "GW2").build();
        assertThat(FORMAT.message("exm", entry("release.published", pub), 20))
                .isEqualTo("<109>1 2026-11-22T08:00:00.000Z fw.example.org suture - release.published"
                        + " [suture@32473 log=\"exm\" index=\"12\" id=\"" + ID + "\" checkpoint=\"20\"] \ufeff"
                        + "{\"checkpoint\":20,\"id\":\"" + ID + "\",\"index\":12,\"kind\":\"release.published\","
                        + "\"log\":\"exm\",\"pub\":{\"product\":\"GW2\"},\"time\":\"2026-11-22T08:00:00.000Z\"}");
    }

    @Test
    void whenSomethingWasRefusedThenTheMessageIsAWarning() {
        assertThat(FORMAT.message("exm", entry("access.refused", JsonObject.EMPTY), 20))
                .startsWith("<108>1 ");
    }

    @Test
    void whenAMessageIsFramedThenItsOctetsAreCountedAndNotItsCharacters() {
        JsonObject pub = JsonObject.builder().put("name", "Überwachung €").build();
        byte[] frame = FORMAT.frame("exm", entry("release.published", pub), 20);
        String text = new String(frame, StandardCharsets.UTF_8);
        int space = text.indexOf(' ');
        assertThat(Integer.parseInt(text.substring(0, space))).isEqualTo(frame.length - space - 1);
        assertThat(text.substring(space + 1)).isEqualTo(FORMAT.message("exm", entry("release.published", pub), 20));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\r\n<13>1 - - - - - forged",
                "\u001b[2J\u001b]0;title\u0007",
                "\u009b31m",
                "\u007f\u0008\u0000",
                "\u2028\u2029",
                "\u202egnp.exe",
                "<script>alert(1)</script>\"]\\"
            })
    void whenAFactHoldsControlCharactersThenNoneLeavesAsSuchAndNoneIsLost(String hostile) {
        String message = FORMAT.message(
                "exm",
                entry(
                        "release.published",
                        JsonObject.builder().put("name", hostile).build()),
                20);
        String body = message.substring(message.indexOf('\ufeff') + 1);
        assertThat(body.chars()
                        .map(Character::getType)
                        .filter(type -> type == Character.CONTROL || type == Character.FORMAT))
                .isEmpty();
        assertThat(Json.parseObject(body.getBytes(StandardCharsets.UTF_8))
                        .object("pub")
                        .string("name"))
                .isEqualTo(hostile);
    }

    @Test
    void whenAParameterHoldsWhatEndsItThenThatIsEscaped() {
        assertThat(SyslogFormat.parameter("x", "a\"b\\c]d[e")).isEqualTo(" x=\"a\\\"b\\\\c\\]d[e\"");
        assertThat(SyslogFormat.parameter("x", "a\r\n\u001b[m\u0085\u2028")).isEqualTo(" x=\"a???[m??\"");
    }

    @Test
    void whenAHeaderFieldIsTooLongOrNotAsciiThenItIsCutAndReplaced() {
        assertThat(SyslogFormat.header("a".repeat(32), 32)).hasSize(32);
        assertThat(SyslogFormat.header("a".repeat(33), 32)).hasSize(32);
        assertThat(SyslogFormat.header("", 32)).isEqualTo("-");
        assertThat(SyslogFormat.header("höst name\n", 255)).isEqualTo("h?st?name?");
    }
}
