package io.suture.trust.gate;

import static io.suture.trust.gate.Judged.codes;
import static io.suture.trust.gate.Judged.setAside;
import static io.suture.trust.gate.SampleRelease.SCAN;
import static io.suture.trust.gate.SampleRelease.complete;
import static io.suture.trust.gate.SampleRelease.signature;
import static org.assertj.core.api.Assertions.assertThat;

import io.suture.trust.attest.Waiver;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Exceptions: only those that the policy lets people sign, for as long as it lets them, and always visible. */
class GateExceptionsTest {

    @Test
    void whenAnExceptionIsSignedAsThePolicyLetsThenTheBlockerStaysVisibleAndDoesNotBlock() {
        SampleRelease release = complete().without(SCAN).under(excepting("malware-scan", 1, 30));
        release.approvedBy("qa.one");
        assertThat(codes(release)).containsExactly("missing-evidence");
        release.put("exception", waiver("qa.two", "malware-scan", "2022-01-20T00:00:00Z"))
                .approvedBy("qa.one");
        assertThat(release.verdict().accepted()).isTrue();
        assertThat(release.verdict().findings())
                .filteredOn(Excepted.class::isInstance)
                .singleElement()
                .isInstanceOfSatisfying(Excepted.class, excepted -> {
                    assertThat(excepted.code()).isEqualTo("excepted");
                    assertThat(excepted.rule()).isEqualTo("required-evidence");
                    assertThat(excepted.by()).containsExactly("qa.two");
                    assertThat(excepted.reasons()).containsExactly("the scanner is broken");
                    assertThat(excepted.validUntil()).isEqualTo("2022-01-20T00:00:00Z");
                    assertThat(excepted.finding()).isInstanceOf(Blocker.MissingEvidence.class);
                    assertThat(excepted.data().keys()).containsExactly("finding", "by", "reasons", "validUntil");
                    assertThat(excepted.explain()).contains("2022-01-20").contains("the scanner is broken");
                });
    }

    @Test
    void whenAnExceptionEndsThenTheBlockerIsBack() {
        SampleRelease release = complete().without(SCAN).under(excepting("malware-scan", 1, 30));
        release.put("exception", waiver("qa.two", "malware-scan", "2022-01-20T00:00:00Z"))
                .approvedBy("qa.one");
        Instant end = Instant.parse("2022-01-20T00:00:00Z");
        assertThat(release.verdict(end.minusMillis(1)).accepted()).isTrue();
        assertThat(release.verdict(end).accepted()).isFalse();
        assertThat(release.verdict(end).findings()).anyMatch(SetAside.ExceptionLapsed.class::isInstance);
    }

    @Test
    void whenTooFewSignAnExceptionThenItDoesNotHold() {
        SampleRelease release = complete().without(SCAN).under(excepting("malware-scan", 2, 30));
        release.put("exception", waiver("qa.two", "malware-scan", "2022-01-20T00:00:00Z"));
        release.put("again", waiver("qa.two", "malware-scan", "2022-01-21T00:00:00Z"))
                .approvedBy("qa.one");
        assertThat(codes(release)).containsExactly("missing-evidence");
        release.put("second", waiver("qa.one", "malware-scan", "2022-01-19T00:00:00Z"))
                .approvedBy("qa.one");
        assertThat(release.verdict().accepted()).isTrue();
        assertThat(release.verdict().findings())
                .filteredOn(Excepted.class::isInstance)
                .extracting(finding -> ((Excepted) finding).validUntil())
                .containsExactly(Instant.parse("2022-01-19T00:00:00Z"));
    }

    @ParameterizedTest
    @CsvSource({
        "risk-acceptable, qa.two, 2022-01-20T00:00:00Z, exception-not-permitted",
        "malware-scan, re.one, 2022-01-20T00:00:00Z, role-not-permitted",
        "malware-scan, qa.two, 2022-02-10T10:00:01Z, exception-too-long",
        "approval, qa.two, 2022-01-20T00:00:00Z, exception-not-permitted"
    })
    void whenAnExceptionIsNotAsThePolicyLetsThenItIsSetAside(String rule, String by, String until, String code) {
        SampleRelease release = complete().without(SCAN).under(excepting("malware-scan", 1, 31));
        release.put("exception", waiver(by, rule, until)).approvedBy("qa.one");
        assertThat(codes(release)).containsExactly("missing-evidence");
        assertThat(setAside(release, SetAside.class)).extracting(Finding::code).containsExactly(code);
    }

    @Test
    void whenAnExceptionIsAsLongAsThePolicyLetsThenItHolds() {
        SampleRelease release = complete().without(SCAN).under(excepting("malware-scan", 1, 31));
        release.put("exception", waiver("qa.two", "malware-scan", "2022-02-10T10:00:00Z"))
                .approvedBy("qa.one");
        assertThat(release.verdict().accepted()).isTrue();
    }

    private static Waiver waiver(String person, String rule, String until) {
        return new Waiver(
                signature(person, "2022-01-10T10:00:00Z"), rule, "the scanner is broken", Instant.parse(until));
    }

    /** Both rules may be excepted, but the one that blocks is not the one that somebody signed for. */
    @Test
    void whenAnExceptionIsFromAnotherRuleThatMayBeExceptedThenItOpensNothingHere() {
        SampleRelease release = complete().without(SCAN).under(excepting(30, "malware-scan", "risk-acceptable"));
        release.put("exception", waiver("qa.two", "risk-acceptable", "2022-01-20T00:00:00Z"))
                .approvedBy("qa.one");
        assertThat(codes(release)).containsExactly("missing-evidence");
        assertThat(release.verdict().accepted()).isFalse();
        release.put("exception", waiver("qa.two", "malware-scan", "2022-01-20T00:00:00Z"))
                .approvedBy("qa.one");
        assertThat(release.verdict().accepted()).isTrue();
    }

    private static ReleasePolicy excepting(int maxDays, String... rules) {
        return excepting(Stream.of(rules)
                .map(rule -> new ExceptionRule(rule, List.of("quality-approver"), 1, maxDays))
                .toList());
    }

    private static ReleasePolicy excepting(String rule, int threshold, int maxDays) {
        return excepting(List.of(new ExceptionRule(rule, List.of("quality-approver"), threshold, maxDays)));
    }

    private static ReleasePolicy excepting(List<ExceptionRule> exceptions) {
        ReleaseRule standard = ReleasePolicy.standard().rules().getFirst();
        return new ReleasePolicy(
                2,
                List.of(new ReleaseRule(
                        "excepting",
                        List.of(),
                        List.of(),
                        List.of(),
                        standard.required(),
                        standard.separationOfDuties(),
                        30,
                        false,
                        false,
                        exceptions)));
    }
}
