package io.suture.trust.tuf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import io.suture.trust.key.Signer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a signature covers is the canonical form, written here by hand (OLPC canonical JSON, securesystemslib
 * {@code encode_canonical}), never by the code under test.
 */
class SignedFormTest {

    private static final String HEAD = "\"_type\":\"timestamp\",\"expires\":\"2027-01-01T00:00:00Z\","
            + "\"meta\":{\"snapshot.json\":{\"version\":1}},\"spec_version\":\"1.0.34\",\"version\":1";

    private final Signer signer = RepositorySimulator.newSigner();
    private final RoleKeys keys = RoleKeys.of(1, signer.publicKey());

    /** Each row: an additional member as it is sent and as it is signed; {@code x} sorts after all others. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a tab | \"x\":\"a\\tb\" | \"x\":\"a<9>b\"",
                "control characters | \"x\":\"\\u0000\\u0001\\b\\n\\r\\u001f\\u007f\" | \"x\":\"<0><1><8><10><13><31><127>\"",
                "quote and backslash | \"x\":\"\\\"\\\\\\/\" | \"x\":\"\\\"\\\\/\"",
                "not ASCII | \"x\":\"\\u00e4\\u20ac\\u2028\" | \"x\":\"<228><8364><8232>\"",
                "beyond the basic plane | \"x\":\"\\ud83d\\ude00\" | \"x\":\"<128512>\"",
                "2^53 | \"x\":9007199254740992 | \"x\":9007199254740992",
                "2^53 + 1 | \"x\":9007199254740993 | \"x\":9007199254740993",
                "2^64 | \"x\":18446744073709551616 | \"x\":18446744073709551616",
                "minus zero | \"x\":-0 | \"x\":0",
                "keys in code point order, not UTF-16 | \"x\":{\"\\ud83d\\ude00\":1,\"\\uff5e\":2,\"z\":3} |"
                        + " \"x\":{\"z\":3,\"<65374>\":2,\"<128512>\":1}",
                "an empty key first | \"x\":{\"a\":1,\"\":2} | \"x\":{\"\":2,\"a\":1}",
                "literals | \"x\":[true,false,null,{},[]] | \"x\":[true,false,null,{},[]]"
            })
    void whenAMemberIsUnusualThenItsCanonicalFormIsWhatIsSigned(String name, String sent, String signed) {
        byte[] canonical = ("{" + HEAD + "," + characters(signed) + "}").getBytes(StandardCharsets.UTF_8);
        byte[] file = file("{" + sent + "," + HEAD + "}", signer.sign(canonical));
        SignedMetadata.parse("timestamp", file).requireSignedBy(keys);
    }

    /** Replaces {@code <n>} by the character of that code point. */
    private static String characters(String text) {
        return Pattern.compile("<([0-9]+)>")
                .matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(Character.toString(Integer.parseInt(match.group(1)))));
    }

    private byte[] file(String signed, byte[] signature) {
        return ("{\"signatures\":[{\"keyid\":\"" + signer.publicKey().keyId().value() + "\",\"sig\":\""
                        + HexFormat.of().formatHex(signature) + "\"}],\"signed\":" + signed + "}")
                .getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"x\":1.5", "\"x\":1e3", "\"x\":1.0"})
    void whenANumberIsADecimalThenTheFileIsMalformed(String member) {
        assertMalformed("{" + HEAD + "," + member + "}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"version\":1",
                "\"version\":2",
                "\"x\":{\"a\":1,\"a\":1}",
                "\"x\":[{\"a\":1,\"\\u0061\":2}]",
                "\"x\":{\"\":1,\"\":1}"
            })
    void whenAMemberNameAppearsTwiceAtAnyLevelThenTheFileIsMalformed(String member) {
        assertMalformed("{" + HEAD + "," + member + "}");
    }

    @Test
    void whenNestingIsAtTheLimitThenTheFileIsReadAndOneDeeperNot() {
        String head = "{" + HEAD + ",\"x\":";
        int inside = 62; // the file itself and its signed part are the first two levels
        String deepest = head + "[".repeat(inside) + "]".repeat(inside) + "}";
        SignedMetadata.parse("timestamp", file(deepest, new byte[64]));
        assertMalformed(head + "[".repeat(inside + 1) + "]".repeat(inside + 1) + "}");
        assertMalformed(head + "[".repeat(20_000) + "]".repeat(20_000) + "}");
        assertMalformed(head + "{\"a\":".repeat(20_000) + "1" + "}".repeat(20_000) + "}");
    }

    private void assertMalformed(String signed) {
        assertThatThrownBy(() -> SignedMetadata.parse("timestamp", file(signed, new byte[64])))
                .isInstanceOf(TufException.MetadataMalformed.class);
    }

    /** TUF 4.2.1 and date-time of 4.2.3: what is required is required. */
    @ParameterizedTest
    @ValueSource(strings = {"_type", "expires", "meta", "spec_version", "version"})
    void whenARequiredMemberIsMissingOrOfAnotherTypeThenTheFileIsMalformed(String member) {
        JsonObject good = Json.parseObject(("{" + HEAD + "}").getBytes(StandardCharsets.UTF_8));
        JsonObject.Builder without = JsonObject.builder();
        good.members().forEach((name, value) -> {
            if (!name.equals(member)) {
                without.put(name, value);
            }
        });
        assertTimestampMalformed(without.build());
        UnaryOperator<JsonObject> asArray =
                signed -> Edits.at(signed, member, value -> Json.parse("[]".getBytes(StandardCharsets.UTF_8)));
        assertTimestampMalformed(asArray.apply(good));
    }

    private void assertTimestampMalformed(JsonObject signed) {
        byte[] file = MetadataWriter.sign(signed, List.of(signer));
        assertThatThrownBy(() -> SignedMetadata.parse("timestamp", file).asTimestamp())
                .isInstanceOf(TufException.MetadataMalformed.class);
    }

    @Test
    void whenTheSignedPartIsLaidOutOtherwiseThenTheSignatureHolds() {
        JsonObject signed = Json.parseObject(("{" + HEAD + "}").getBytes(StandardCharsets.UTF_8));
        byte[] compact = MetadataWriter.sign(signed, List.of(signer));
        byte[] pretty = Json.pretty(Json.parse(compact)).getBytes(StandardCharsets.UTF_8);
        assertThat(SignedMetadata.parse("timestamp", pretty).verifiedBy(keys)).hasSize(1);
    }
}
