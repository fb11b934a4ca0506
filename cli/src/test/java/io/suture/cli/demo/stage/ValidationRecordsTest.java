package io.suture.cli.demo.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.trust.attest.Authorship;
import io.suture.trust.attest.MalwareScan;
import io.suture.trust.attest.Predicate;
import io.suture.trust.attest.RegulatoryDecision;
import io.suture.trust.attest.RiskAssessment;
import io.suture.trust.attest.Statement;
import io.suture.trust.attest.Subject;
import io.suture.trust.attest.ValidationProtocol;
import io.suture.trust.attest.ValidationRun;
import io.suture.trust.digest.Digest;
import io.suture.trust.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ValidationRecordsTest {

    private static final Digest PAYLOAD = Digest.of(new byte[] {1});

    private final ValidationRecords records =
            new ValidationRecords(SampleData.load(Instant.parse("2026-11-21T12:00:00Z")), PAYLOAD);

    @Test
    void whenWrittenThenEveryPredicateIsOfItsType() {
        assertThat(typed(Authorship.TYPE, records.authorship("x"))).isInstanceOf(Authorship.class);
        assertThat(typed(ValidationProtocol.TYPE, records.protocol())).isInstanceOf(ValidationProtocol.class);
        assertThat(typed(MalwareScan.TYPE, records.malwareScan())).isInstanceOf(MalwareScan.class);
        assertThat(typed(RiskAssessment.TYPE, records.riskAssessment())).isInstanceOf(RiskAssessment.class);
        assertThat(typed(RegulatoryDecision.TYPE, records.regulatoryDecision())).isInstanceOf(RegulatoryDecision.class);
    }

    @Test
    void whenTheRunWasAcceptedThenItTestedThisPayload() {
        ValidationRun run = (ValidationRun) typed(ValidationRun.TYPE, records.acceptedRun());
        assertThat(run.accepted()).isTrue();
        assertThat(run.testedBuild()).isEqualTo(PAYLOAD);
        assertThat(run.results()).hasSize(8).allMatch(ValidationRun.Result::passed);
    }

    @Test
    void whenTheRunFailedThenItTestedAnEarlierBuildAndStaysVisible() {
        ValidationRun run = (ValidationRun) typed(ValidationRun.TYPE, records.failedRun());
        assertThat(run.accepted()).isFalse();
        assertThat(run.testedBuild()).isNotEqualTo(PAYLOAD);
        assertThat(run.deviations().size()).isEqualTo(1);
    }

    private static Predicate typed(String type, JsonObject claim) {
        JsonObject signed = claim.toBuilder()
                .put("signedBy", "vv.one")
                .put("printedName", "Verification Lead One (fictional)")
                .put("signedAt", Instant.parse("2026-11-21T12:00:00Z"))
                .build();
        return Predicate.of(new Statement(List.of(new Subject("manifest.json", PAYLOAD)), type, signed));
    }
}
