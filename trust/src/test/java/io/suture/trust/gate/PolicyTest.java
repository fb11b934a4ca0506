package io.suture.trust.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.suture.trust.attest.ValidationRun;
import io.suture.trust.json.MalformedDocumentException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyTest {

    @Test
    void whenPolicyIsWrittenThenItReadsBack() {
        ReleasePolicy policy = ReleasePolicy.standard();
        assertThat(ReleasePolicy.parse(policy.toJson())).isEqualTo(policy);
        ReleaseRule rule = policy.rules().getFirst();
        assertThat(rule.requirement(ValidationRun.TYPE)).isPresent();
        assertThat(rule.requirement("other")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"validation-protocol", "validation-run", "quality-approval"})
    void whenPolicyLeavesOutTheIndispensableThenRefused(String name) {
        List<Requirement> required =
                new ArrayList<>(ReleasePolicy.standard().rules().getFirst().required());
        required.removeIf(requirement -> requirement.predicate().contains(name));
        assertThatThrownBy(() -> SampleRelease.policy(required, List.of()))
                .isInstanceOf(MalformedDocumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "\"threshold\":1, \"threshold\":0",
        "\"threshold\":1, \"threshold\":33",
        "\"roles\":[\"validator\"], \"roles\":[]",
        "\"scanMaxAgeDays\":30, \"scanMaxAgeDays\":0",
        "\"scanMaxAgeDays\":30, \"scanMaxAgeDays\":3651",
        "\"version\":1, \"version\":0",
        "release-policy:v2, release-policy:v1",
        "predicate:authorship, predicate:validation-run"
    })
    void whenPolicyIsOutOfRangeThenRefused(String from, String to) {
        String text = new String(ReleasePolicy.standard().toJson(), StandardCharsets.UTF_8);
        assertThat(text).contains(from);
        byte[] changed = text.replace(from, to).getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> ReleasePolicy.parse(changed)).isInstanceOf(MalformedDocumentException.class);
    }

    /** Who wrote it could not be told, so nobody could be kept from approving it. */
    @Test
    void whenADutyShowsInNoRequiredEvidenceThenRefused() {
        List<Requirement> required =
                new ArrayList<>(ReleasePolicy.standard().rules().getFirst().required());
        required.removeIf(requirement -> requirement.predicate().equals(Duty.AUTHOR.predicate()));
        List<DutyPair> duties = List.of(new DutyPair(Duty.AUTHOR, Duty.APPROVER));
        assertThatThrownBy(() -> SampleRelease.policy(required, duties)).isInstanceOf(MalformedDocumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "approval",
                "quality-approval",
                "validation-protocol",
                "validation-run",
                "run-accepted",
                "protocol-before-run",
                "separation-of-duties",
                "no-such-rule"
            })
    void whenAPolicyLetsPeopleExceptWhatNobodyMayThenRefused(String rule) {
        assertThat(ReleasePolicy.parse(excepting("malware-scan"))
                        .rules()
                        .getFirst()
                        .exceptions())
                .hasSize(1);
        assertThatThrownBy(() -> ReleasePolicy.parse(excepting(rule))).isInstanceOf(MalformedDocumentException.class);
        assertThatThrownBy(() -> ReleasePolicy.parse(excepting("malware-scan", "malware-scan")))
                .isInstanceOf(MalformedDocumentException.class);
    }

    private static byte[] excepting(String... rules) {
        List<String> exceptions = new ArrayList<>();
        for (String rule : rules) {
            exceptions.add("{\"maxDays\":30,\"roles\":[\"quality-approver\"],\"rule\":\"%s\",\"threshold\":1}"
                    .formatted(rule));
        }
        return new String(ReleasePolicy.standard().toJson(), StandardCharsets.UTF_8)
                .replace("\"exceptions\":[]", "\"exceptions\":[" + String.join(",", exceptions) + "]")
                .getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3650})
    void whenAScanMayBeAsOldAsTheLimitsThenThePolicyIsRead(int days) {
        String text = new String(ReleasePolicy.standard().toJson(), StandardCharsets.UTF_8);
        byte[] changed = text.replace("\"scanMaxAgeDays\":30", "\"scanMaxAgeDays\":" + days)
                .getBytes(StandardCharsets.UTF_8);
        assertThat(ReleasePolicy.parse(changed).rules().getFirst().scanMaxAgeDays())
                .isEqualTo(days);
    }

    @Test
    void whenPeopleAreWrittenThenTheyReadBackAndAreFoundByIdAndKey() {
        People people = SampleRelease.complete().people();
        People read = People.parse(people.toJson());
        assertThat(read).isEqualTo(people);
        assertThat(read.byId("qa.one")).isPresent();
        assertThat(read.byKey(SampleRelease.signer("qa.one").publicKey().keyId()))
                .hasValueSatisfying(person -> assertThat(person.id()).isEqualTo("qa.one"));
        assertThat(read.byId("nobody")).isEmpty();
    }

    @Test
    void whenEveryMemberIsUsedThenPolicyAndPeopleReadBackWhole() {
        ReleasePolicy policy = ReferenceCases.policy();
        assertThat(ReleasePolicy.parse(policy.toJson())).isEqualTo(policy);
        People people = ReferenceCases.all().people();
        assertThat(People.parse(people.toJson())).isEqualTo(people);
    }

    @Test
    void whenTwoPeopleShareAnIdOrAKeyThenRefused() {
        Person one = SampleRelease.person("qa.one", SampleRelease.key("qa.one"));
        Person other = SampleRelease.person("qa.two", SampleRelease.key("qa.one"));
        assertThatThrownBy(() -> new People(1, List.of(one, one))).isInstanceOf(MalformedDocumentException.class);
        assertThatThrownBy(() -> new People(1, List.of(one, other))).isInstanceOf(MalformedDocumentException.class);
    }
}
