package io.suture.trust.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalJsonTest {

    /** The names of RFC 8785 section 3.2.3: one of them outside the basic plane, one above the surrogates. */
    private static final String NAMES =
            "{\"\\u20ac\":1,\"\\r\":2,\"\\ufb33\":3,\"1\":4,\"\\ud83d\\ude00\":5,\"\\u0080\":6,\"\\u00f6\":7}";

    private static JsonValue parse(String json) {
        return Json.parse(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String olpc(String json) {
        return new String(CanonicalJson.olpc(parse(json)), StandardCharsets.UTF_8);
    }

    private static String rfc8785(String json) {
        return new String(CanonicalJson.rfc8785(parse(json)), StandardCharsets.UTF_8);
    }

    @Test
    void whenNamesAreOrderedThenRfc8785GoesByCodeUnitAndOlpcByCodePoint() {
        assertThat(rfc8785(NAMES))
                .isEqualTo("{\"\\r\":2,\"1\":4,\"\u0080\":6,\"ö\":7,\"€\":1,\"\uD83D\uDE00\":5,\"\uFB33\":3}");
        assertThat(olpc(NAMES))
                .isEqualTo("{\"\r\":2,\"1\":4,\"\u0080\":6,\"ö\":7,\"€\":1,\"\uFB33\":3,\"\uD83D\uDE00\":5}");
    }

    @Test
    void whenOneNameStartsTheOtherThenTheShorterComesFirst() {
        assertThat(olpc("{\"ab\":1,\"a\":2,\"\":3,\"B\":4}")).isEqualTo("{\"\":3,\"B\":4,\"a\":2,\"ab\":1}");
        assertThat(rfc8785("{\"ab\":1,\"a\":2,\"\":3,\"B\":4}")).isEqualTo("{\"\":3,\"B\":4,\"a\":2,\"ab\":1}");
    }

    @Test
    void whenSupplementaryCharactersAreComparedThenTheirCodePointsCount() {
        assertThat(olpc("{\"\\ud83d\\ude01\":1,\"\\ud83d\\ude00\":2,\"\\ud83c\\udf00\":3}"))
                .isEqualTo("{\"\uD83C\uDF00\":3,\"\uD83D\uDE00\":2,\"\uD83D\uDE01\":1}");
    }

    @Test
    void whenAStringIsWrittenThenRfc8785EscapesControlsAndOlpcOnlyQuoteAndBackslash() {
        String string = "[\"\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\\"\\/\\u007f\\u2028\\b\\f\\t\"]";
        assertThat(rfc8785(string)).isEqualTo("[\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\u007f\u2028\\b\\f\\t\"]");
        assertThat(olpc(string)).isEqualTo("[\"€$\u000f\nA'B\\\"\\\\\\\\\\\"/\u007f\u2028\b\f\t\"]");
    }

    @Test
    void whenValuesAreSimpleThenBothFormsAgree() {
        String json = "{ \"b\" : [ true , false , null , 0 , -0 , -1 , {} , [] ] }";
        assertThat(olpc(json)).isEqualTo("{\"b\":[true,false,null,0,0,-1,{},[]]}");
        assertThat(rfc8785(json)).isEqualTo("{\"b\":[true,false,null,0,0,-1,{},[]]}");
    }

    @Test
    void whenAnIntegerIsLargeThenOnlyOlpcWritesIt() {
        String large = "123456789012345678901234567890";
        assertThat(olpc(large)).isEqualTo(large);
        assertThat(rfc8785("9007199254740991")).isEqualTo("9007199254740991");
        assertThat(rfc8785("-9007199254740991")).isEqualTo("-9007199254740991");
        assertThatThrownBy(() -> rfc8785("9007199254740992")).isInstanceOf(MalformedDocumentException.class);
        assertThatThrownBy(() -> rfc8785("-9007199254740992")).isInstanceOf(MalformedDocumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.5", "1.0", "1e3", "0.1", "1E0"})
    void whenANumberIsADecimalThenNeitherFormWritesIt(String decimal) {
        assertThatThrownBy(() -> olpc(decimal)).isInstanceOf(MalformedDocumentException.class);
        assertThatThrownBy(() -> rfc8785(decimal)).isInstanceOf(MalformedDocumentException.class);
    }

    @Test
    void whenACanonicalFormIsReadAgainThenItStaysTheSame() {
        assertThat(rfc8785(rfc8785(NAMES))).isEqualTo(rfc8785(NAMES));
    }
}
