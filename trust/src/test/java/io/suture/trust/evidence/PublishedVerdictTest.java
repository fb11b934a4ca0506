package io.suture.trust.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.trust.evidence.Check.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server that published, and signed, another verdict than the gate's. */
class PublishedVerdictTest {

    private static final String CHECK = "verdict-recomputed";

    @Test
    void whenTheVerdictIsTheGatesThenItIsFoundAgain() {
        Check check = check(SamplePackage.complete());
        assertThat(check.outcome()).isEqualTo(Outcome.PASS);
        assertThat(check.detail()).contains(SamplePackage.NOW.toString(), "policy version 1");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        a rule that does not hold | "SUTURE_RULE:approval" | "SUTURE_EXCEPTED:approval" | /predicate/properties
        a rule left out           | "SUTURE_RULE:approval", |                            | /predicate/properties
        another verifier          | urn:suture:gate:v2     | urn:suture:gate:v3         | /predicate/verifier/id
        another rule              | "rule":"standard"      | "rule":"lenient"           | /predicate/verifier/policy/rule
        another place of a policy | policy/release.json    | policy/other.json          | /predicate/verifier/policy/uri
        a policy of the future    | "version":1            | "version":2                | /predicate/verifier/policy/version
        people of the future      | "peopleVersion":1      | "peopleVersion":2          | /predicate/verifier/policy/peopleVersion
        another predicate         | svr/v0.2               | svr/v0.3                   | /predicateType
        another subject           | manifest.json          | sbom.cdx.json              | /subject
        before the approval       | 2022-01-12T12:00:00Z   | 2022-01-09T12:00:00Z       | /predicate/properties
        """)
    void whenItSaysSomethingElseThenTheDifferenceIsNamed(String what, String from, String to, String where) {
        Check check = check(published(from, to == null ? "" : to));
        assertThat(check.outcome()).as(what).isEqualTo(Outcome.FAIL);
        assertThat(check.detail()).contains(where);
        Difference difference = check.difference().orElseThrow();
        assertThat(difference.expected()).isNotEqualTo(difference.found());
    }

    @Test
    void whenItNamesAnotherPolicyOfTheSameVersionThenBothDigestsAreTold() {
        String sha256 = "\"sha256\":\"";
        Map<String, byte[]> files = SamplePackage.ofVerdict(verdict -> {
            String text = text(verdict);
            int policy = text.indexOf(sha256) + sha256.length();
            return SamplePackage.bytes(text.substring(0, policy) + "0".repeat(64) + text.substring(policy + 64));
        });
        Check check = check(files);
        assertThat(check.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(check.detail()).endsWith("/predicate/verifier/policy/digest/sha256");
        assertThat(check.difference().orElseThrow().found()).contains("0".repeat(64));
    }

    /** The package has only the newest policy. */
    @ParameterizedTest
    @CsvSource({"\"version\":1,\"version\":0", "\"peopleVersion\":1,\"peopleVersion\":0"})
    void whenPolicyOrPeopleWereReplacedSinceThenItIsNotChecked(String from, String to) {
        Check check = check(published(from, to));
        assertThat(check.outcome()).isEqualTo(Outcome.NOT_CHECKED);
        assertThat(check.difference().orElseThrow().expected()).isEqualTo("policy version 1, people version 1");
    }

    @Test
    void whenItIsSpelledInAnotherWayThenItFails() {
        Check check = check(published("{\"_type\"", "{ \"_type\""));
        assertThat(check.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(check.detail()).contains("spelling");
    }

    @Test
    void whenNoneWasPublishedThenItIsNotChecked() {
        Map<String, byte[]> files = SamplePackage.ofVerdict(verdict -> new byte[0]);
        Report report = verify(files);
        assertThat(report.overall()).isEqualTo(Report.Overall.VERIFIED_WITH_GAPS);
        assertThat(report.check("verdict-in-metadata").orElseThrow().outcome()).isEqualTo(Outcome.NOT_CHECKED);
        assertThat(report.check(CHECK).orElseThrow().outcome()).isEqualTo(Outcome.NOT_CHECKED);
    }

    private static Map<String, byte[]> published(String from, String to) {
        UnaryOperator<byte[]> change = verdict -> {
            assertThat(text(verdict)).contains(from);
            return SamplePackage.bytes(text(verdict).replace(from, to));
        };
        return SamplePackage.ofVerdict(change);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static Check check(Map<String, byte[]> files) {
        return verify(files).check(CHECK).orElseThrow();
    }

    private static Report verify(Map<String, byte[]> files) {
        return EvidencePackage.verify(
                files,
                new Given(
                        Optional.ofNullable(files.get("metadata/1.root.json")),
                        Optional.ofNullable(files.get("log/checkpoints/3")),
                        SamplePackage.NOW));
    }
}
