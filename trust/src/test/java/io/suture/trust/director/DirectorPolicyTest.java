package io.suture.trust.director;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.suture.trust.dsse.Envelope;
import io.suture.trust.json.MalformedDocumentException;
import io.suture.trust.key.PublicKey;
import io.suture.trust.pki.DeviceIdentity;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DirectorPolicyTest {

    private static final Envelope SIGNED = Sample.install().sign(Sample.KEYS.get(0));

    private static AssignmentStatement open(DirectorPolicy policy, Envelope envelope) {
        return policy.open(envelope, Sample.DEVICE, Sample.NONCE, Sample.NOW);
    }

    private static String codeOf(DirectorPolicy policy, Envelope envelope) {
        try {
            open(policy, envelope);
            return "";
        } catch (DirectorException e) {
            return e.code();
        }
    }

    @Test
    void whenADirectorAnswersThisQuestionThenTheAnswerCounts() {
        assertThat(open(Sample.policy(1), SIGNED)).isEqualTo(Sample.install());
    }

    @Test
    void whenNothingIsToBeInstalledThenTheReasonIsSignedToo() {
        Envelope envelope = Sample.nothing().sign(Sample.KEYS.get(1));

        assertThat(open(Sample.policy(1), envelope).reason().orElseThrow().code())
                .isEqualTo("up-to-date");
    }

    @Test
    void whenTwoOfThreeKeysMustSignThenOneIsNotEnough() {
        Envelope two = Sample.install().sign(Sample.KEYS.get(0), Sample.KEYS.get(2));

        assertThatExceptionOfType(DirectorException.SignatureMissing.class)
                .isThrownBy(() -> open(Sample.policy(2), SIGNED))
                .satisfies(e -> assertThat(e.code()).isEqualTo("director-signature-missing"))
                .satisfies(e -> assertThat(e.required()).isEqualTo(2))
                .satisfies(e -> assertThat(e.verified()).isEqualTo(1));
        assertThat(open(Sample.policy(2), two)).isEqualTo(Sample.install());
    }

    @Test
    void whenOneKeySignsTwiceThenItCountsOnce() {
        Envelope twice = Sample.install().sign(Sample.KEYS.get(0), Sample.KEYS.get(0));

        assertThat(codeOf(Sample.policy(2), twice)).isEqualTo("director-signature-missing");
    }

    @Test
    void whenAKeyIsNotListedThenItIsNoDirector() {
        Envelope stranger = Sample.install().sign(Sample.key());
        DirectorPolicy without = new DirectorPolicy(2, 1, Sample.publicKeys().subList(1, 3));

        assertThat(codeOf(Sample.policy(1), stranger)).isEqualTo("director-signature-missing");
        assertThat(codeOf(without, SIGNED)).as("revoked").isEqualTo("director-signature-missing");
    }

    @Test
    void whenTheEnvelopeHoldsSomethingElseThenItIsMalformed() {
        Envelope receipt = Envelope.sign("application/vnd.in-toto+json", SIGNED.payload(), Sample.KEYS.get(0));

        assertThatThrownBy(() -> open(Sample.policy(1), receipt))
                .isInstanceOf(MalformedDocumentException.class)
                .hasMessageContaining("payloadType");
    }

    @Test
    void whenTheAnswerIsForAnotherDeviceThenItIsRefused() {
        for (DeviceIdentity other : List.of(new DeviceIdentity("exm", "D-002"), new DeviceIdentity("other", "D-001"))) {
            Envelope envelope = answer(other, Sample.NOW);

            assertThatExceptionOfType(DirectorException.ForOtherDevice.class)
                    .isThrownBy(() -> open(Sample.policy(1), envelope))
                    .satisfies(e -> assertThat(e.code()).isEqualTo("assignment-for-other-device"))
                    .satisfies(e -> assertThat(e.asked()).isEqualTo(Sample.DEVICE))
                    .satisfies(e -> assertThat(e.named()).isEqualTo(other));
        }
    }

    private static Envelope answer(DeviceIdentity device, Instant issuedAt) {
        return Sample.answer(device, Sample.NONCE, issuedAt, issuedAt.plus(Sample.LIFETIME))
                .sign(Sample.KEYS.get(0));
    }

    @Test
    void whenTheAnswerIsToAnEarlierQuestionThenItIsRefused() {
        Nonce next = Nonce.of(new Random(2));

        assertThatExceptionOfType(DirectorException.Replayed.class)
                .isThrownBy(() -> Sample.policy(1).open(SIGNED, Sample.DEVICE, next, Sample.NOW))
                .satisfies(e -> assertThat(e.code()).isEqualTo("assignment-replayed"))
                .satisfies(e -> assertThat(e.sent()).isEqualTo(next))
                .satisfies(e -> assertThat(e.named()).isEqualTo(Sample.NONCE));
    }

    @Test
    void whenTheAnswerIsTooOldThenItIsRefusedAndBothTimesAreNamed() {
        Instant until = Sample.NOW.plus(Sample.LIFETIME);
        DirectorPolicy policy = Sample.policy(1);

        assertThat(policy.open(SIGNED, Sample.DEVICE, Sample.NONCE, until.minusMillis(1)))
                .isEqualTo(Sample.install());
        assertThatExceptionOfType(DirectorException.Expired.class)
                .isThrownBy(() -> policy.open(SIGNED, Sample.DEVICE, Sample.NONCE, until))
                .satisfies(e -> assertThat(e.code()).isEqualTo("assignment-expired"))
                .satisfies(e -> assertThat(e.until()).isEqualTo(until))
                .satisfies(e -> assertThat(e.clock()).isEqualTo(until));
    }

    @Test
    void whenTheClockIsBehindThenTheAnswerCountsAndWhenItIsAheadThenNot() {
        Instant behind = Sample.NOW.minus(Duration.ofDays(3650));
        Instant ahead = Sample.NOW.plus(Duration.ofDays(3650));
        DirectorPolicy policy = Sample.policy(1);

        assertThat(policy.open(SIGNED, Sample.DEVICE, Sample.NONCE, behind)).isEqualTo(Sample.install());
        assertThatThrownBy(() -> policy.open(SIGNED, Sample.DEVICE, Sample.NONCE, ahead))
                .isInstanceOf(DirectorException.Expired.class);
    }

    @Test
    void whenAnyByteIsChangedThenTheAnswerIsRefused() {
        byte[] payload = SIGNED.payload();
        byte[] signature = SIGNED.signatures().getFirst().sig();
        for (int i = 0; i < payload.length; i++) {
            Envelope changed = new Envelope(SIGNED.payloadType(), flipped(payload, i), SIGNED.signatures());
            assertThatThrownBy(() -> open(Sample.policy(1), changed)).isInstanceOfAny(REFUSALS);
        }
        for (int i = 0; i < signature.length; i++) {
            Envelope changed = new Envelope(
                    SIGNED.payloadType(), payload, List.of(new Envelope.Signature("", flipped(signature, i))));
            assertThat(codeOf(Sample.policy(1), changed)).isEqualTo("director-signature-missing");
        }
    }

    private static final Class<?>[] REFUSALS = {
        MalformedDocumentException.class, DirectorException.SignatureMissing.class
    };

    private static byte[] flipped(byte[] bytes, int at) {
        byte[] changed = bytes.clone();
        changed[at] ^= 1;
        return changed;
    }

    @Test
    void whenDirectorAndProductRoleNameDifferentManifestsThenTheReleaseIsRefused() {
        var other = io.suture.trust.digest.Digest.of(new byte[] {2});

        Sample.RELEASE.requireAgreement(Sample.MANIFEST);

        assertThatExceptionOfType(DirectorException.Disagrees.class)
                .isThrownBy(() -> Sample.RELEASE.requireAgreement(other))
                .satisfies(e -> assertThat(e.code()).isEqualTo("director-disagrees"))
                .satisfies(e -> assertThat(e.assigned()).isEqualTo(Sample.RELEASE))
                .satisfies(e -> assertThat(e.vouchedFor()).isEqualTo(other));
    }

    @Test
    void whenNobodyIsTheDirectorThenThatHasACode() {
        assertThat(new DirectorException.PolicyMissing().code()).isEqualTo("director-policy-missing");
    }

    @Test
    void whenAPolicyIsWrittenThenItIsReadBack() {
        DirectorPolicy policy = Sample.policy(2);

        assertThat(DirectorPolicy.parse(policy.toJson())).isEqualTo(policy);
    }

    @Test
    void whenAPolicyCannotBeMetThenItIsMalformed() {
        List<PublicKey> keys = Sample.publicKeys();
        assertMalformed("threshold", 1, 0, keys);
        assertMalformed("threshold", 1, 4, keys);
        assertMalformed("keys", 0, 1, keys);
        assertMalformed("keys", 1, 1, List.of());
        assertMalformed("keys: a key is listed twice", 1, 1, List.of(keys.get(0), keys.get(1), keys.get(0)));
    }

    private static void assertMalformed(String where, int version, int threshold, List<PublicKey> keys) {
        assertThatThrownBy(() -> new DirectorPolicy(version, threshold, keys))
                .isInstanceOf(MalformedDocumentException.class)
                .hasMessageContaining(where);
    }

    @Test
    void whenThereAreAsManyKeysAsAllowedThenOneMoreIsTooMany() {
        List<PublicKey> keys =
                new ArrayList<>(Stream.generate(() -> Sample.key().publicKey())
                        .limit(DirectorLimits.KEYS)
                        .toList());

        assertThat(new DirectorPolicy(1, 1, keys).keys()).hasSize(DirectorLimits.KEYS);
        keys.add(Sample.key().publicKey());
        assertMalformed("keys", 1, 1, keys);
    }

    @Test
    void whenAPolicyIsOfAnotherSchemaOrHoldsNoKeyThenItIsMalformed() {
        String json = new String(Sample.policy(1).toJson(), StandardCharsets.UTF_8);

        assertThatThrownBy(() -> parse(json.replace("director-policy", "log-policy")))
                .isInstanceOf(MalformedDocumentException.class);
        assertThatThrownBy(() -> parse(json.replace("BEGIN PUBLIC KEY", "BEGIN PRIVATE KEY")))
                .isInstanceOf(MalformedDocumentException.class);
        assertThatThrownBy(() -> parse(json.replace("\"threshold\":1", "\"threshold\":4294967297")))
                .isInstanceOf(MalformedDocumentException.class);
    }

    private static DirectorPolicy parse(String json) {
        return DirectorPolicy.parse(json.getBytes(StandardCharsets.UTF_8));
    }
}
