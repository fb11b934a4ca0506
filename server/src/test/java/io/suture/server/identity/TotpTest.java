package io.suture.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTest {

    private static final String DIGITS = "1234567890";
    private static final byte[] SECRET = DIGITS.repeat(2).getBytes(StandardCharsets.US_ASCII);

    /** RFC 6238 appendix B. */
    @ParameterizedTest
    @CsvSource({
        "59, 94287082, 46119246, 90693936",
        "1111111109, 07081804, 68084774, 25091201",
        "1111111111, 14050471, 67062674, 99943326",
        "1234567890, 89005924, 91819424, 93441116",
        "2000000000, 69279037, 90698825, 38618901",
        "20000000000, 65353130, 77737706, 47863826"
    })
    void whenTimeIsOneOfTheTestVectorsThenThePasswordIsTheirs(long time, String sha1, String sha256, String sha512) {
        assertThat(password("HmacSHA1", 20, time)).isEqualTo(sha1);
        assertThat(password("HmacSHA256", 32, time)).isEqualTo(sha256);
        assertThat(password("HmacSHA512", 64, time)).isEqualTo(sha512);
    }

    private static String password(String algorithm, int length, long time) {
        byte[] secret = DIGITS.repeat(7).substring(0, length).getBytes(StandardCharsets.US_ASCII);
        return new Totp(algorithm, 8).password(secret, Totp.step(Instant.ofEpochSecond(time)));
    }

    @ParameterizedTest
    @CsvSource({"-2, false", "-1, true", "0, true", "1, true", "2, false"})
    void whenClocksDifferThenOneStepIsForgivenAndTwoAreNot(int steps, boolean accepted) {
        Instant now = Instant.ofEpochSecond(1_234_567_890);
        String password = Totp.STANDARD.password(SECRET, Totp.step(now) + steps);
        assertThat(Totp.STANDARD.match(SECRET, password, now).isPresent()).isEqualTo(accepted);
    }

    @Test
    void whenPasswordIsNotSixDigitsThenItNeverMatches() {
        Instant now = Instant.ofEpochSecond(59);
        for (String password : new String[] {"", "28708", "94287082", "x", "２８７０８２"}) {
            assertThat(Totp.STANDARD.match(SECRET, password, now)).isEmpty();
        }
        assertThat(Totp.STANDARD.match(SECRET, "287082", now)).isPresent();
    }

    /** RFC 4648 section 10. */
    @ParameterizedTest
    @CsvSource({"'', ''", "f, MY", "fo, MZXQ", "foo, MZXW6", "foob, MZXW6YQ", "fooba, MZXW6YTB", "foobar, MZXW6YTBOI"})
    void whenSecretIsWrittenForAnAppThenItIsBase32(String bytes, String text) {
        assertThat(Base32.encode(bytes.getBytes(StandardCharsets.US_ASCII))).isEqualTo(text);
    }
}
