package io.suture.trust.director;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.suture.trust.dsse.Envelope;
import io.suture.trust.json.MalformedDocumentException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AssignmentStatementTest {

    private static final String INSTALL = payload(Sample.install());

    private static String payload(AssignmentStatement statement) {
        return new String(statement.sign(Sample.KEYS.get(0)).payload(), StandardCharsets.UTF_8);
    }

    private static AssignmentStatement claimed(String payload) {
        return AssignmentStatement.claimedBy(Envelope.sign(
                AssignmentStatement.PAYLOAD_TYPE, payload.getBytes(StandardCharsets.UTF_8), Sample.KEYS.get(0)));
    }

    @Test
    void whenAnAssignmentIsWrittenThenItIsCanonicalAndReadBack() {
        assertThat(INSTALL)
                .isEqualTo("{\"device\":\"D-001\",\"issuedAt\":\"2026-11-22T00:00:00Z\",\"manufacturer\":\"exm\","
                        + "\"nonce\":\"" + Sample.NONCE + "\",\"pollAfterSeconds\":300,\"reason\":null,"
                        + "\"release\":{\"manifest\":\"" + Sample.MANIFEST
                        + "\",\"product\":\"GW2\",\"version\":\"3.1.1\"},"
                        + "\"schema\":\"urn:suture:assignment:v1\",\"until\":\"2026-11-22T01:00:00Z\"}");
        assertThat(claimed(INSTALL)).isEqualTo(Sample.install());
        assertThat(claimed(payload(Sample.nothing()))).isEqualTo(Sample.nothing());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"device\":\"D-001\" -> \"device\":\"../etc\"",
                "\"schema\":\"urn:suture:assignment:v1\" -> \"schema\":\"urn:suture:assignment:v2\"",
                "\"reason\":null, -> ",
                "\"reason\":null -> \"reason\":{\"code\":\"c\",\"explain\":\"e\"}",
                "\"product\":\"GW2\" -> \"product\":\"../GW2\"",
                "\"manifest\":\"sha256: -> \"manifest\":\"md5:",
                "\"nonce\":\" -> \"nonce\":\"A",
                "T00:00:00Z -> T00:00:00+01:00",
                "2026-11-22T01 -> 2026-11-22T00",
            })
    void whenAMemberIsNotWhatItShouldBeThenTheAssignmentIsMalformed(String change) {
        String[] fromTo = change.split(" -> ", -1);
        String changed = INSTALL.replace(fromTo[0], fromTo[1]);

        assertThat(changed).isNotEqualTo(INSTALL);
        assertThatThrownBy(() -> claimed(changed)).isInstanceOf(MalformedDocumentException.class);
    }

    @Test
    void whenThereIsNeitherReleaseNorReasonThenTheAssignmentIsMalformed() {
        assertThatThrownBy(() -> new AssignmentStatement(
                        Sample.DEVICE,
                        Sample.NOW,
                        Sample.NOW.plusSeconds(1),
                        Sample.NONCE,
                        Optional.empty(),
                        Optional.empty(),
                        Duration.ofMinutes(5)))
                .isInstanceOf(MalformedDocumentException.class);
    }

    @Test
    void whenItCountsForAsLongAsAllowedThenNotAMomentLonger() {
        Instant last = Sample.NOW.plus(DirectorLimits.VALIDITY);

        assertThat(Sample.answer(Sample.DEVICE, Sample.NONCE, Sample.NOW, last).until())
                .isEqualTo(last);
        assertThatThrownBy(() -> Sample.answer(Sample.DEVICE, Sample.NONCE, Sample.NOW, last.plusMillis(1)))
                .isInstanceOf(MalformedDocumentException.class);
        assertThatThrownBy(() -> Sample.answer(Sample.DEVICE, Sample.NONCE, Sample.NOW, Sample.NOW))
                .isInstanceOf(MalformedDocumentException.class);
    }

    @Test
    void whenTheNextPollIsTooSoonOrTooLateThenItIsBroughtWithinTheLimits() {
        assertThat(claimed(INSTALL.replace("\"pollAfterSeconds\":300", "\"pollAfterSeconds\":0"))
                        .pollAfter())
                .isEqualTo(DirectorLimits.SHORTEST_PAUSE);
        assertThat(claimed(INSTALL.replace("\"pollAfterSeconds\":300", "\"pollAfterSeconds\":-1"))
                        .pollAfter())
                .isEqualTo(DirectorLimits.SHORTEST_PAUSE);
        assertThat(claimed(INSTALL.replace("\"pollAfterSeconds\":300", "\"pollAfterSeconds\":9000000"))
                        .pollAfter())
                .isEqualTo(DirectorLimits.LONGEST_PAUSE);
    }

    @Test
    void whenANonceIsWrittenThenItHasOneForm() {
        String text = Sample.NONCE.toString();

        assertThat(text).hasSize(22);
        assertThat(Nonce.parse(text)).isEqualTo(Sample.NONCE);
        assertThat(Nonce.of(new Random(2))).isNotEqualTo(Sample.NONCE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "AAAAAAAAAAAAAAAAAAAAA",
                "AAAAAAAAAAAAAAAAAAAAAB",
                "AAAAAAAAAAAAAAAAAAAAAA==",
                "AAAAAAAAAAAAAAAAAAAAAAA",
                "AAAAAAAAAAAAAAAAAAAA+/",
                "AAAAAAAAAAAAAAAAAAAAA!",
            })
    void whenANonceIsNotSixteenBytesInThatFormThenItIsMalformed(String text) {
        assertThatThrownBy(() -> Nonce.parse(text)).isInstanceOf(MalformedDocumentException.class);
    }
}
