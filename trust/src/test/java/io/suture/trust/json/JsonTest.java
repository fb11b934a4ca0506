package io.suture.trust.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    private static final String DOCUMENT = """
            {"a":[1,-2.5e+10,true,false,null,"x\\u00e4\\uD83D\\ude00\\n"],"b":{"c":{}},"":"ä€😀"}""";

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void whenADocumentIsReadThenNothingIsLost() {
        JsonObject object = Json.parseObject(utf8(DOCUMENT));
        assertThat(object.keys()).containsExactly("a", "b", "");
        assertThat(object.array("a").elements())
                .containsExactly(
                        new JsonNumber("1"),
                        new JsonNumber("-2.5e+10"),
                        new JsonBoolean(true),
                        new JsonBoolean(false),
                        new JsonNull(),
                        new JsonString("xä\uD83D\uDE00\n"));
        assertThat(object.string("")).isEqualTo("ä€\uD83D\uDE00");
        assertThat(Json.parse(Json.compact(object))).isEqualTo(object);
        assertThat(Json.parse(utf8(Json.pretty(object)))).isEqualTo(object);
    }

    @Test
    void whenADocumentIsCutAtAnyByteThenItIsRefused() {
        byte[] whole = utf8(DOCUMENT);
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> Json.parse(cut))
                    .as("%d bytes", length)
                    .isInstanceOf(MalformedDocumentException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{\"a\":1,\"a\":2}",
                "{\"a\":1,\"\\u0061\":2}",
                "{} x",
                "{}{}",
                "truex",
                "nul",
                "NaN",
                "Infinity",
                "-Infinity",
                "01",
                "-",
                "-01",
                "1.",
                ".5",
                "1e",
                "1e+",
                "+1",
                "0x10",
                "1 2",
                "[1,]",
                "[,1]",
                "[1 2]",
                "{\"a\":1,}",
                "{\"a\" 1}",
                "{a:1}",
                "{1:1}",
                "'a'",
                "\"a",
                "\"\\x41\"",
                "\"\\u12g4\"",
                "\"\\u１２３４\"",
                "\"\\",
                "\"tab\there\"",
                "\"line\nbreak\"",
                "\"\\ud800\"",
                "\"\\udc00\"",
                "\"\\ud800\\u0041\"",
                "\"\\ude00\\ud83d\"",
                "{\"\\ud800\":1}",
                "/* comment */ {}",
                "\u00A0{}",
                "\uFEFF{}"
            })
    void whenItIsNotStrictJsonThenItIsRefused(String text) {
        assertThatThrownBy(() -> Json.parse(utf8(text))).isInstanceOf(MalformedDocumentException.class);
    }

    @Test
    void whenTheBytesAreNotUtf8ThenTheyAreRefused() {
        List<byte[]> broken = List.of(
                new byte[] {'"', (byte) 0xff, '"'},
                new byte[] {'"', (byte) 0xc0, (byte) 0xaf, '"'}, // overlong
                new byte[] {'"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"'}, // surrogate
                new byte[] {(byte) 0xff, (byte) 0xfe, '{', 0, '}', 0}); // UTF-16
        for (byte[] bytes : broken) {
            assertThatThrownBy(() -> Json.parse(bytes)).isInstanceOf(MalformedDocumentException.class);
        }
    }

    @Test
    void whenNestingIsAtTheLimitThenItIsReadAndOneDeeperNot() {
        JsonLimits limits = new JsonLimits(1000, 5);
        Json.parse(utf8("[[[[[1]]]]]"), limits);
        Json.parse(utf8("{\"a\":[{\"a\":[{}]}]}"), limits);
        assertThatThrownBy(() -> Json.parse(utf8("[[[[[[]]]]]]"), limits))
                .isInstanceOf(MalformedDocumentException.class)
                .hasMessageContaining("deeper than 5");
        int depth = JsonLimits.DEFAULT.maxDepth();
        Json.parse(utf8("[".repeat(depth) + "]".repeat(depth)));
        assertThatThrownBy(() -> Json.parse(utf8("[".repeat(depth + 1) + "]".repeat(depth + 1))))
                .isInstanceOf(MalformedDocumentException.class);
        assertThatThrownBy(() -> Json.parse(utf8("[".repeat(5_000_000))))
                .isInstanceOf(MalformedDocumentException.class);
    }

    @Test
    void whenADocumentIsAtTheSizeLimitThenItIsReadAndOneByteMoreNot() {
        Json.parse(utf8("[123456]"), new JsonLimits(8, 5));
        assertThatThrownBy(() -> Json.parse(utf8("[123456]"), new JsonLimits(7, 5)))
                .hasMessageContaining("larger than 7 bytes");
    }

    @Test
    void whenThereAreAsManyValuesAsAllowedThenTheyAreReadAndOneMoreNot() {
        String most = "[" + "1,".repeat(JsonLimits.MAX_VALUES - 2) + "1]";
        Json.parse(utf8(most));
        assertThatThrownBy(() -> Json.parse(utf8(most.replace("1]", "1,1]"))))
                .isInstanceOf(MalformedDocumentException.class);
    }

    @Test
    void whenANumberIsAsLongAsAllowedThenItIsReadAndOneDigitMoreNot() {
        String digits = "9".repeat(JsonNumber.MAX_LENGTH);
        assertThat(((JsonNumber) Json.parse(utf8(digits))).asBigInteger()).isEqualTo(new BigInteger(digits));
        assertThatThrownBy(() -> Json.parse(utf8(digits + "9"))).isInstanceOf(MalformedDocumentException.class);
    }

    @Test
    void whenAMemberIsNotWhatIsExpectedThenTheRefusalNamesIt() {
        JsonObject object = Json.parseObject(utf8("{\"a\":{\"b\":[{\"c\":1},{\"c\":\"x\"}]},\"d\":1.5}"));
        assertThatThrownBy(() -> object.read("a", a -> a.readEach("b", b -> b.integer("c"))))
                .isInstanceOf(MalformedDocumentException.class)
                .hasMessage("a.b[1].c: an integer is expected");
        assertThatThrownBy(() -> object.string("e")).hasMessage("e: is missing");
        assertThatThrownBy(() -> object.integer("d")).hasMessage("d: an integer is expected, not 1.5");
        assertThatThrownBy(() -> object.object("a").strings("b")).hasMessage("b[0]: a string is expected");
    }

    @ParameterizedTest
    @ValueSource(strings = {"9223372036854775808", "-9223372036854775809", "1e5", "1.0"})
    void whenANumberIsNoLongThenItIsRefused(String literal) {
        JsonObject object = Json.parseObject(utf8("{\"n\":" + literal + "}"));
        assertThatThrownBy(() -> object.integer("n"))
                .isInstanceOf(MalformedDocumentException.class)
                .hasMessageStartingWith("n: ");
    }

    @Test
    void whenAnInstantIsInUtcThenItIsRead() {
        JsonObject object = JsonObject.builder()
                .put("at", Instant.parse("2026-01-31T12:00:00Z"))
                .put("offset", "2026-01-31T12:00:00+01:00")
                .put("lower", "2026-01-31t12:00:00z")
                .put("date", "2026-01-31")
                .put("word", "Z")
                .build();
        assertThat(object.instant("at")).isEqualTo(Instant.parse("2026-01-31T12:00:00Z"));
        for (String key : List.of("offset", "lower", "date", "word")) {
            assertThatThrownBy(() -> object.instant(key))
                    .isInstanceOf(MalformedDocumentException.class)
                    .hasMessageStartingWith(key);
        }
    }

    @Test
    void whenAnObjectIsBuiltThenItsMembersKeepTheirOrderAndAreUnique() {
        JsonObject.Builder builder = JsonObject.builder().put("z", 1).put("a", true);
        assertThat(Json.compact(builder.build())).isEqualTo(utf8("{\"z\":1,\"a\":true}"));
        assertThatThrownBy(() -> builder.put("z", 2)).isInstanceOf(IllegalStateException.class);
        assertThat(builder.set("z", JsonValue.of(2)).build().integer("z")).isEqualTo(2);
    }
}
