package io.suture.trust.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Clients know findings by their codes: renaming a type must not change one unnoticed. */
class FindingCodesTest {

    @Test
    void whenFindingsAreListedThenTheseAreTheirCodes() {
        assertThat(records(Finding.class).map(FindingShape::code).sorted())
                .containsExactly(
                        "approval-of-other-manifest",
                        "approval-outdated",
                        "approval-role-not-held",
                        "approver-not-independent",
                        "dated-in-future",
                        "equipment-not-calibrated",
                        "evidence-withheld",
                        "excepted",
                        "exception-lapsed",
                        "exception-not-permitted",
                        "exception-too-long",
                        "failed-run-not-repeated",
                        "failed-run-recorded",
                        "hardware-not-tested",
                        "key-not-authorised",
                        "kind-disagrees",
                        "malformed-evidence",
                        "malware-found",
                        "method-not-permitted",
                        "missing-evidence",
                        "no-rule-for-release",
                        "payload-not-tested",
                        "printed-name-mismatch",
                        "protocol-incomplete",
                        "protocol-not-approved-before-run",
                        "protocol-unknown",
                        "result-not-passed",
                        "risk-not-acceptable",
                        "role-not-permitted",
                        "run-not-accepted",
                        "run-of-other-build",
                        "satisfied",
                        "scan-incomplete",
                        "scan-too-old",
                        "signer-mismatch",
                        "signer-not-independent",
                        "subject-mismatch",
                        "tester-not-independent",
                        "training-not-valid",
                        "unknown-evidence",
                        "vulnerabilities-not-assessed");
    }

    private static Stream<Class<?>> records(Class<?> type) {
        return type.isRecord()
                ? Stream.of(type)
                : Arrays.stream(type.getPermittedSubclasses()).flatMap(FindingCodesTest::records);
    }
}
