package io.suture.trust.log.timestamp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.suture.trust.log.Checkpoint;
import io.suture.trust.log.LogLimits;
import io.suture.trust.log.TreeHash;
import io.suture.trust.log.timestamp.TestAuthority.Conduct;
import io.suture.trust.log.timestamp.TimestampException.Problem;
import io.suture.trust.pki.Certificates;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an authority answers, and everything that is wrong with an answer. */
class TimestampAuthorityTest {

    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");
    private static final Checkpoint CHECKPOINT = new Checkpoint("localhost/exm/audit", 7, new TreeHash(new byte[32]));
    private static final TestAuthority AUTHORITY = new TestAuthority();
    private static final TimestampAuthority TRUSTED = TimestampAuthority.ofPem(AUTHORITY.rootPem());

    private final TimestampRequest request = TimestampRequest.of(CHECKPOINT, new SecureRandom());

    @Test
    void whenTheAnswerIsRightThenItSaysWhatExistedWhen() {
        byte[] answer = AUTHORITY.answer(request.toBytes(), NOW, Conduct.GOOD);
        Timestamp stamp = TRUSTED.verify(answer, request);
        assertThat(stamp.time()).isEqualTo(NOW);
        assertThat(stamp.imprint()).isEqualTo(Imprint.of(CHECKPOINT));
        assertThat(stamp.authority()).isEqualTo("CN=Test TSA");
        assertThat(TRUSTED.verify(answer)).isEqualTo(stamp);
    }

    @Test
    void whenTheImprintIsComputedThenItIsThatOfTheTextAlone() {
        assertThat(Imprint.of(CHECKPOINT).hex())
                .isEqualTo(
                        "7cbc828c1c22cc5410c31a398aa6eeef660a70d1758f282caaa8522819ec13738393abe9e9cf576319d9b30f9b499a933b5d65f8b44dcbe9a284fa3c95341209");
    }

    @ParameterizedTest
    @CsvSource({
        "WRONG_NONCE, WRONG_NONCE",
        "NO_NONCE, WRONG_NONCE",
        "WRONG_IMPRINT, WRONG_IMPRINT",
        "SHA256_IMPRINT, WRONG_IMPRINT",
        "EXPIRED, OUTSIDE_VALIDITY",
        "WRONG_PURPOSE, NOT_FOR_TIME_STAMPING",
        "TWO_PURPOSES, NOT_FOR_TIME_STAMPING",
        "PURPOSE_NOT_CRITICAL, NOT_FOR_TIME_STAMPING",
        "OTHER_CERTIFICATE_OF_ITS_KEY, WRONG_SIGNATURE",
        "NO_CERTIFICATE, NO_CERTIFICATE",
        "NO_ISSUER, NOT_TRUSTED",
        "SHA1_SIGNATURE, WRONG_SIGNATURE",
        "REFUSES, NOT_GRANTED"
    })
    void whenTheAuthorityMisbehavesThenTheAnswerIsRefused(Conduct conduct, Problem problem) {
        byte[] answer = AUTHORITY.answer(request.toBytes(), NOW, conduct);
        assertRefused(problem, () -> TRUSTED.verify(answer, request));
    }

    @Test
    void whenTheRefusalHasControlCharactersThenTheyAreNotTold() {
        byte[] answer = AUTHORITY.answer(request.toBytes(), NOW, Conduct.REFUSES);
        assertThatThrownBy(() -> TRUSTED.verify(answer, request)).hasMessage("status 2: not today?[31m");
    }

    @Test
    void whenAnotherRootIsTrustedThenTheAnswerIsRefused() {
        byte[] answer = AUTHORITY.answer(request.toBytes(), NOW, Conduct.GOOD);
        TimestampAuthority other = TimestampAuthority.ofPem(new TestAuthority().rootPem());
        assertRefused(Problem.NOT_TRUSTED, () -> other.verify(answer));
    }

    @Test
    void whenAPolicyIsDemandedThenOnlyItsTokensCount() {
        byte[] answer = AUTHORITY.answer(request.toBytes(), NOW, Conduct.GOOD);
        assertThat(demanding(TestAuthority.POLICY).verify(answer).time()).isEqualTo(NOW);
        assertRefused(Problem.WRONG_POLICY, () -> demanding("1.2.3").verify(answer));
    }

    @Test
    void whenTheAnswerIsLargerThanTheLimitThenItIsNotRead() {
        assertRefused(Problem.TOO_LARGE, () -> TRUSTED.verify(new byte[LogLimits.TIMESTAMP_BYTES + 1]));
        assertRefused(Problem.MALFORMED, () -> TRUSTED.verify(new byte[LogLimits.TIMESTAMP_BYTES]));
    }

    @Test
    void whenBytesFollowTheAnswerThenItIsRefused() {
        byte[] answer = AUTHORITY.answer(request.toBytes(), NOW, Conduct.GOOD);
        assertRefused(Problem.MALFORMED, () -> TRUSTED.verify(Arrays.copyOf(answer, answer.length + 1)));
        assertRefused(Problem.MALFORMED, () -> TRUSTED.verify(Arrays.copyOf(answer, answer.length - 1)));
        assertRefused(Problem.MALFORMED, () -> TRUSTED.verify(new byte[0]));
    }

    @Test
    void whenObjectsAreNestedWithoutEndThenTheAnswerIsRefused() {
        byte[] nested = new byte[LogLimits.TIMESTAMP_BYTES];
        for (int i = 0; i < nested.length; i += 2) {
            nested[i] = 0x30;
            nested[i + 1] = (byte) 0x80;
        }
        assertRefused(Problem.MALFORMED, () -> TRUSTED.verify(nested));
    }

    @Test
    void whenAnyByteIsChangedThenTheAnswerIsRefusedOrSaysTheSame() {
        byte[] answer = AUTHORITY.answer(request.toBytes(), NOW, Conduct.GOOD);
        Timestamp right = TRUSTED.verify(answer, request);
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < answer.length; i++) {
            byte[] changed = answer.clone();
            changed[i] ^= (byte) (1 << random.nextInt(8));
            try {
                assertThat(TRUSTED.verify(changed, request))
                        .as("byte %d, seed %d", i, seed)
                        .isEqualTo(right);
            } catch (TimestampException refused) {
                assertThat(refused.code()).isNotEmpty();
            }
        }
    }

    private static TimestampAuthority demanding(String policy) {
        return new TimestampAuthority(Certificates.parsePem(AUTHORITY.rootPem()), Optional.of(policy));
    }

    private static void assertRefused(Problem problem, ThrowingCallable verification) {
        assertThatThrownBy(verification)
                .isInstanceOfSatisfying(
                        TimestampException.class,
                        refused -> assertThat(refused.problem()).isEqualTo(problem));
    }
}
