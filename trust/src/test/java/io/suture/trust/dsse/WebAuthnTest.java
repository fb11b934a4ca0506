package io.suture.trust.dsse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.suture.trust.json.Json;
import io.suture.trust.json.JsonBoolean;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.JsonString;
import io.suture.trust.json.MalformedDocumentException;
import io.suture.trust.key.KeyAlgorithm;
import io.suture.trust.key.SoftwareSigner;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** An assertion of a passkey as a DSSE signature, verified offline. */
class WebAuthnTest {

    private static final String TYPE = "application/vnd.in-toto+json";
    private static final byte[] PAYLOAD = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);
    private static final byte[] DATA =
            TestAuthenticator.authenticatorData("suture.example", TestAuthenticator.UP | TestAuthenticator.UV);

    private final TestAuthenticator authenticator = TestAuthenticator.generate();

    @Test
    void whenUserWasVerifiedThenTheAssertionIsASignatureOfThePayloadAlsoAfterReadingItBack() {
        Envelope envelope = authenticator.sign(TYPE, PAYLOAD);
        assertThat(verifies(envelope)).isTrue();
        assertThat(Envelope.parse(envelope.toJson())).isEqualTo(envelope).hasSameHashCodeAs(envelope);
        assertThat(verifies(Envelope.parse(envelope.toJson()))).isTrue();
    }

    @Test
    void whenAnAssertionIsTakenForAPlainSignatureOrTheOtherWayRoundThenItDoesNotVerify() {
        Envelope assertion = authenticator.sign(TYPE, PAYLOAD);
        assertThat(assertion.verifiedBy(List.of(authenticator.publicKey()))).isEmpty();
        SoftwareSigner key = SoftwareSigner.generate(KeyAlgorithm.ECDSA_P256, new SecureRandom());
        Envelope plain = Envelope.sign(TYPE, PAYLOAD, key);
        assertThat(plain.verifiedByPasskey(key.publicKey(), TestAuthenticator.PASSKEY))
                .isFalse();
        assertThat(assertion.verifiedByPasskey(key.publicKey(), TestAuthenticator.PASSKEY))
                .isFalse();
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                change("created", client -> client.set("type", new JsonString("webauthn.create"))),
                change("challenge", client -> client.set("challenge", new JsonString("AAAA"))),
                change("origin", client -> client.set("origin", new JsonString("https://suture.example.evil"))),
                change("http", client -> client.set("origin", new JsonString("http://suture.example"))),
                change("in a frame", client -> client.set("crossOrigin", new JsonBoolean(true))),
                change("frame unclear", client -> client.set("crossOrigin", new JsonString("false"))),
                change("top origin", client -> client.put("topOrigin", "https://suture.example")),
                change("no type", client -> without(client, "type")),
                change("no origin", client -> without(client, "origin")),
                change("no challenge", client -> without(client, "challenge")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void whenTheBrowserSaysSomethingElseThenItDoesNotVerify(String name, UnaryOperator<JsonObject.Builder> change) {
        assertThat(verifies(authenticator.sign(TYPE, PAYLOAD, change, DATA))).isFalse();
    }

    @Test
    void whenCrossOriginIsAbsentOrAMemberIsUnknownThenItVerifies() {
        assertThat(verifies(authenticator.sign(TYPE, PAYLOAD, client -> without(client, "crossOrigin"), DATA)))
                .isTrue();
        assertThat(verifies(authenticator.sign(TYPE, PAYLOAD, client -> client.put("other", "keys"), DATA)))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"suture.example, 1", "suture.example, 4", "suture.example, 0", "evil.example, 5"})
    void whenUserWasNotPresentOrVerifiedOrThePartyIsAnotherThenItDoesNotVerify(String rpId, int flags) {
        byte[] data = TestAuthenticator.authenticatorData(rpId, flags);
        assertThat(verifies(authenticator.sign(TYPE, PAYLOAD, client -> client, data)))
                .isFalse();
    }

    @Test
    void whenAuthenticatorDataIsShortThenItDoesNotVerifyAndWithExtensionsItDoes() {
        assertThat(verifies(authenticator.sign(TYPE, PAYLOAD, client -> client, Arrays.copyOf(DATA, 36))))
                .isFalse();
        assertThat(verifies(authenticator.sign(TYPE, PAYLOAD, client -> client, Arrays.copyOf(DATA, 60))))
                .isTrue();
    }

    @Test
    void whenClientDataIsNotStrictJsonThenItDoesNotVerify() {
        String twice = "{\"type\":\"webauthn.get\",\"type\":\"webauthn.get\",\"challenge\":\""
                + WebAuthn.challenge(TYPE, PAYLOAD) + "\",\"origin\":\"https://suture.example\"}";
        assertThat(verifies(authenticator.envelope(
                        TYPE, PAYLOAD, new WebAuthn(DATA, twice.getBytes(StandardCharsets.UTF_8)))))
                .isFalse();
    }

    @Test
    void whenTheKeyIsNotOnP256ThenItDoesNotVerify() {
        SoftwareSigner other = SoftwareSigner.generate(KeyAlgorithm.ECDSA_P384, new SecureRandom());
        assertThat(authenticator.sign(TYPE, PAYLOAD).verifiedByPasskey(other.publicKey(), TestAuthenticator.PASSKEY))
                .isFalse();
    }

    @Test
    void whenAnyByteOfTheAssertionChangesThenItDoesNotVerify() {
        Envelope.Signature signature =
                authenticator.sign(TYPE, PAYLOAD).signatures().getFirst();
        WebAuthn assertion = signature.webauthn().orElseThrow();
        byte[] data = assertion.authenticatorData();
        byte[] client = assertion.clientDataJson();
        byte[] sig = signature.sig();
        for (int i = 0; i < data.length; i++) {
            assertThat(verifies(with(new WebAuthn(flipped(data, i), client), sig)))
                    .as("authenticatorData %d", i)
                    .isFalse();
        }
        for (int i = 0; i < client.length; i++) {
            assertThat(verifies(with(new WebAuthn(data, flipped(client, i)), sig)))
                    .as("clientDataJSON %d", i)
                    .isFalse();
        }
        for (int i = 0; i < sig.length; i++) {
            assertThat(verifies(with(assertion, flipped(sig, i))))
                    .as("sig %d", i)
                    .isFalse();
        }
        for (int i = 0; i < PAYLOAD.length; i++) {
            Envelope other = new Envelope(TYPE, flipped(PAYLOAD, i), List.of(signature));
            assertThat(verifies(other)).as("payload %d", i).isFalse();
        }
    }

    @Test
    void whenDataAreTooLargeOrNotCanonicalBase64ThenRefused() {
        assertThat(new WebAuthn(new byte[WebAuthn.AUTHENTICATOR_DATA], new byte[WebAuthn.CLIENT_DATA.maxBytes()]))
                .isNotNull();
        assertThatThrownBy(() -> new WebAuthn(new byte[WebAuthn.AUTHENTICATOR_DATA + 1], new byte[0]))
                .isInstanceOf(MalformedDocumentException.class);
        assertThatThrownBy(() -> new WebAuthn(new byte[0], new byte[WebAuthn.CLIENT_DATA.maxBytes() + 1]))
                .isInstanceOf(MalformedDocumentException.class);
        for (String text : List.of("AB", "AAA=", "A+AA", "A")) {
            JsonObject json = JsonObject.builder()
                    .put("authenticatorData", text)
                    .put("clientDataJSON", "AAAA")
                    .build();
            assertThatThrownBy(() -> WebAuthn.parse(json)).as(text).isInstanceOf(MalformedDocumentException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "a b, suture.example, https://suture.example",
        "AAAA, Suture.example, https://suture.example",
        "AAAA, suture.example, http://suture.example",
        "AAAA, suture.example, https://suture.example/",
        "AAAA, suture.example, https://SUTURE.example",
        "AAAA, suture..example, https://suture.example"
    })
    void whenAPasskeyIsMalformedThenRefused(String credentialId, String rpId, String origin) {
        assertThatThrownBy(() -> new Passkey(credentialId, rpId, List.of(origin)))
                .isInstanceOf(MalformedDocumentException.class);
    }

    @Test
    void whenAPasskeyHasNoOrTooManyOriginsThenRefused() {
        List<String> most = Stream.iterate(1, i -> i + 1)
                .limit(Passkey.MAX_ORIGINS)
                .map(i -> "https://suture.example:" + i)
                .toList();
        assertThat(new Passkey("AAAA", "suture.example", most).origins()).hasSize(Passkey.MAX_ORIGINS);
        List<String> more = Stream.concat(most.stream(), Stream.of("https://suture.example"))
                .toList();
        assertThatThrownBy(() -> new Passkey("AAAA", "suture.example", more))
                .isInstanceOf(MalformedDocumentException.class);
        assertThatThrownBy(() -> new Passkey("AAAA", "suture.example", List.of()))
                .isInstanceOf(MalformedDocumentException.class);
    }

    private boolean verifies(Envelope envelope) {
        return envelope.verifiedByPasskey(authenticator.publicKey(), TestAuthenticator.PASSKEY);
    }

    private static Envelope with(WebAuthn assertion, byte[] sig) {
        return new Envelope(TYPE, PAYLOAD, List.of(new Envelope.Signature("", sig, Optional.of(assertion))));
    }

    private static byte[] flipped(byte[] bytes, int at) {
        byte[] changed = bytes.clone();
        changed[at] ^= 1;
        return changed;
    }

    private static Arguments change(String name, UnaryOperator<JsonObject.Builder> change) {
        return Arguments.of(name, change);
    }

    private static JsonObject.Builder without(JsonObject.Builder client, String member) {
        JsonObject.Builder rest = JsonObject.builder();
        Json.parseObject(Json.compact(client.build())).members().forEach((name, value) -> {
            if (!name.equals(member)) {
                rest.put(name, value);
            }
        });
        return rest;
    }
}
