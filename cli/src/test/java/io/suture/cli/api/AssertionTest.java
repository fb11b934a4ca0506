package io.suture.cli.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import io.suture.trust.key.KeyAlgorithm;
import io.suture.trust.key.SoftwareSigner;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class AssertionTest {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00.5Z");
    private final SoftwareSigner key = SoftwareSigner.generate(KeyAlgorithm.ECDSA_P256, RANDOM);

    @Test
    void whenAnAssertionIsMadeThenAnyJoseLibraryVerifiesIt() throws Exception {
        for (int i = 0; i < 50; i++) { // r and s are sometimes shorter than 32 bytes
            String[] parts = Assertion.create("qa.one", key, NOW, RANDOM).split("\\.");
            Signature es256 = Signature.getInstance("SHA256withECDSAinP1363Format");
            es256.initVerify(key.publicKey().jcaPublicKey());
            es256.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
            byte[] signature = Base64.getUrlDecoder().decode(parts[2]);
            assertThat(signature).hasSize(64);
            assertThat(es256.verify(signature)).isTrue();
        }
    }

    @Test
    void whenAnAssertionIsMadeThenItNamesThePersonTheAudienceAndAShortLife() {
        String[] parts = Assertion.create("qa.one", key, NOW, RANDOM).split("\\.");
        assertThat(object(parts[0]).string("alg")).isEqualTo("ES256");
        JsonObject claims = object(parts[1]);
        assertThat(claims.string("iss")).isEqualTo("qa.one");
        assertThat(claims.string("sub")).isEqualTo("qa.one");
        assertThat(claims.string("aud")).isEqualTo("suture-api");
        assertThat(claims.integer("iat")).isEqualTo(NOW.getEpochSecond());
        assertThat(claims.integer("exp") - claims.integer("iat")).isBetween(1L, 60L);
    }

    @Test
    void whenTwoAssertionsAreMadeThenTheirIdsDiffer() {
        assertThat(id()).isNotEqualTo(id());
    }

    @Test
    void whenTheKeyIsNotP256ThenItIsRefused() {
        SoftwareSigner edwards = SoftwareSigner.generate(KeyAlgorithm.ED25519, RANDOM);
        assertThatThrownBy(() -> Assertion.create("qa.one", edwards, NOW, RANDOM))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private String id() {
        return object(Assertion.create("qa.one", key, NOW, RANDOM).split("\\.")[1])
                .string("jti");
    }

    private static JsonObject object(String part) {
        return Json.parseObject(Base64.getUrlDecoder().decode(part));
    }
}
