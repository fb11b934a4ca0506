package io.suture.cli.attest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.suture.cli.session.CommandFailure;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonArray;
import io.suture.trust.json.JsonObject;
import io.suture.trust.testreport.TestReport;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What counts as a passed test case. */
class TestedCasesTest {

    private static final List<String> PROTOCOL = List.of("TC-1", "TC-2");

    @Test
    void whenEveryCasePassedThenTheRunIsAccepted() {
        JsonObject claim = claim(tested("{}", test("TC-1 a", ""), test("TC-2 b", "")));
        assertThat(claim.string("conclusion")).isEqualTo("accepted");
        assertThat(claim.string("result")).isEqualTo("PASSED");
        assertThat(claim.strings("passedTests")).containsExactly("TC-1", "TC-2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<failure message='no'/>", "<error/>"})
    void whenATestFailedThenItsCaseFailsAndTheRunIsNotAccepted(String bad) {
        JsonObject claim = claim(tested("{}", test("TC-1 a", ""), test("TC-1 again", bad), test("TC-2 b", "")));
        assertThat(claim.string("conclusion")).isEqualTo("not-accepted");
        assertThat(claim.string("result")).isEqualTo("FAILED");
        assertThat(claim.strings("failedTests")).containsExactly("TC-1");
        assertThat(claim.objects("results").getFirst().string("result")).isEqualTo("fail");
    }

    @Test
    void whenATestWasSkippedThenItsCaseIsNotDone() {
        TestedCases tested =
                tested("{}", test("TC-1 a", ""), test("TC-1 c", "<skipped message='no rig'/>"), test("TC-2 b", ""));
        JsonObject claim = claim(tested);
        assertThat(claim.string("conclusion")).isEqualTo("not-accepted");
        assertThat(claim.objects("results"))
                .extracting(done -> done.string("case"))
                .containsExactly("TC-2");
        assertThat(tested.deviations(JsonArray.of(List.of())).objects())
                .singleElement()
                .satisfies(deviation -> assertThat(deviation.string("observed")).isEqualTo("skipped: no rig"));
    }

    @Test
    void whenACaseHasNoTestThenTheRunIsNotAccepted() {
        assertThat(tested("{}", test("TC-1 a", "")).conclusion()).isEqualTo("not-accepted");
    }

    @Test
    void whenATestWithoutACaseFailedThenTheRunIsNotAccepted() {
        TestedCases tested =
                tested("{}", test("TC-1 a", ""), test("TC-2 b", ""), test("other", "<failure message='x'/>"));
        assertThat(tested.conclusion()).isEqualTo("not-accepted");
        assertThat(tested.unassigned()).hasSize(1);
    }

    @Test
    void whenATestPassedOnlyWhenRepeatedThenItsCaseIsAWarning() {
        JsonObject claim = claim(tested("{}", test("TC-1 a", "<flakyFailure message='once'/>"), test("TC-2 b", "")));
        assertThat(claim.string("conclusion")).isEqualTo("accepted");
        assertThat(claim.string("result")).isEqualTo("WARNED");
        assertThat(claim.strings("warnedTests")).containsExactly("TC-1");
    }

    @Test
    void whenThereIsNoTestThenNothingIsAccepted() {
        assertThat(TestedCases.of(List.of(), new CaseMap(JsonObject.EMPTY, List.of()))
                        .conclusion())
                .isEqualTo("not-accepted");
    }

    @Test
    void whenTheMapNamesTestsThenNamesOfTestsDoNotMatter() {
        TestedCases tested = tested(
                "{\"TC-1\":[\"*.JndiTest#*\"],\"TC-2\":[\"io.AlarmTest#relay\"]}",
                "<testcase classname='io.JndiTest' name='TC-2 misleading'/>",
                "<testcase classname='io.AlarmTest' name='relay'/>");
        assertThat(tested.cases()).extracting(done -> done.tests().size()).containsExactly(1, 1);
        assertThat(tested.accepted()).isTrue();
    }

    @Test
    void whenTheMapNamesAnUnknownCaseThenTheCommandLineIsWrong() {
        assertThatThrownBy(() -> tested("{\"TC-9\":[\"*\"]}", test("a", "")))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("TC-9");
    }

    @Test
    void whenMoreTestsFailThanAreNamedThenTheRestIsInTheReport() {
        String[] failed = Stream.generate(() -> test("x", "<error/>"))
                .limit(TestedCases.DEVIATIONS + 1)
                .toArray(String[]::new);
        assertThat(tested("{}", failed).deviations(JsonArray.of(List.of())).size())
                .isEqualTo(TestedCases.DEVIATIONS);
    }

    @Test
    void whenANumberContinuesThenItIsAnotherCase() {
        assertThat(tested("{}", test("TC-10", ""), test("XTC-1", "")).unassigned())
                .hasSize(2);
    }

    private static String test(String name, String inside) {
        return "<testcase name='" + name + "'>" + inside + "</testcase>";
    }

    private static TestedCases tested(String map, String... tests) {
        String xml = "<testsuite>" + String.join("", tests) + "</testsuite>";
        TestReport report = TestReport.parse(xml.getBytes(StandardCharsets.UTF_8));
        JsonObject mapped = Json.parseObject(map.getBytes(StandardCharsets.UTF_8));
        return TestedCases.of(List.of(report), new CaseMap(mapped, PROTOCOL));
    }

    private static JsonObject claim(TestedCases tested) {
        JsonObject.Builder json = JsonObject.builder();
        tested.write(json);
        return json.build();
    }
}
