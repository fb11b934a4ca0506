package io.suture.trust.testreport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.suture.trust.json.MalformedDocumentException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JUnit reports, and reliability.md K8: what reaches out of the document or grows it is refused. */
class TestReportTest {

    private static final Path SAMPLES = Path.of("src/test/resources/fuzz/test-report");

    @TempDir
    private Path folder;

    @Test
    void whenSurefireReportIsReadThenEveryTestHasItsOutcome() throws IOException {
        TestReport report = TestReport.parse(Files.readAllBytes(SAMPLES.resolve("surefire.xml")));
        assertThat(report.tests())
                .extracting(TestRecord::id, TestRecord::outcome)
                .containsExactly(
                        tuple("io.exampline.JndiTest#noLookup", Outcome.PASSED),
                        tuple("io.exampline.InstallTest#powerLoss", Outcome.FAILED),
                        tuple("io.exampline.AlarmTest#relay", Outcome.FLAKY),
                        tuple("io.exampline.AlarmTest#skipped", Outcome.SKIPPED),
                        tuple("io.exampline.AlarmTest#broken", Outcome.ERROR));
        TestRecord first = report.tests().getFirst();
        assertThat(first.cases()).containsExactly("TC-01");
        assertThat(first.requirements()).containsExactly("REQ-7", "REQ-8");
        assertThat(report.tests().get(1).message()).isEqualTo("phase 5: settings file truncated");
        assertThat(report.startedAt()).contains(Instant.parse("2022-01-07T08:00:00Z"));
        assertThat(report.finishedAt()).contains(Instant.parse("2022-01-07T08:20:00.500Z"));
    }

    @Test
    void whenSuitesAreNestedThenTheyPassOnTheirPropertiesAndFailuresOutsideOfTestsAreFailures() throws IOException {
        TestReport report = TestReport.parse(Files.readAllBytes(SAMPLES.resolve("suites.xml")));
        assertThat(report.tests())
                .extracting(TestRecord::outcome)
                .containsExactly(Outcome.PASSED, Outcome.SKIPPED, Outcome.ERROR);
        assertThat(report.tests().getFirst().cases()).containsExactly("TC-02");
        assertThat(report.startedAt()).contains(Instant.parse("2022-01-08T14:00:00Z"));
        assertThat(report.finishedAt()).contains(Instant.parse("2022-01-08T16:00:00.250Z"));
    }

    @Test
    void whenNoTimesAreGivenThenNoneAreInvented() {
        TestReport report = parse("<testsuite timestamp='yesterday'><testcase name='a'/></testsuite>");
        assertThat(report.startedAt()).isEmpty();
        assertThat(report.finishedAt()).isEmpty();
    }

    @Test
    void whenNamesHoldControlCharactersThenTheyAreOneLine() {
        TestReport report = parse("<testsuite><testcase classname='a&#10;b' name='c&#x202E;d'>"
                + "<failure message='x&#9;y'/></testcase></testsuite>");
        TestRecord test = report.tests().getFirst();
        assertThat(test.id()).isEqualTo("a b#c d");
        assertThat(test.message()).isEqualTo("x y");
    }

    @Test
    void whenExternalEntityIsDeclaredThenItIsRefusedAndNothingIsRead() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "secret");
        assertRefused("<!DOCTYPE t [<!ENTITY x SYSTEM '" + secret.toUri() + "'>]><testsuite><testcase name='a'>"
                + "<failure message='m'>&x;</failure></testcase></testsuite>");
    }

    @Test
    void whenEntitiesMultiplyThenTheyAreRefused() {
        StringBuilder laughs = new StringBuilder("<!DOCTYPE t [<!ENTITY l0 'lol'>");
        for (int i = 1; i < 30; i++) {
            laughs.append("<!ENTITY l")
                    .append(i)
                    .append(" '")
                    .append(("&l" + (i - 1) + ";").repeat(10))
                    .append("'>");
        }
        assertRefused(laughs + "]><testsuite><testcase name='&l29;'/></testsuite>");
    }

    @Test
    void whenExternalDoctypeOrParameterEntityIsNamedThenNobodyIsAsked() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            server.setSoTimeout(200);
            String url = "http://127.0.0.1:" + server.getLocalPort() + "/x.dtd";
            assertRefused("<!DOCTYPE testsuite SYSTEM '" + url + "'><testsuite/>");
            assertRefused("<!DOCTYPE t [<!ENTITY % p SYSTEM '" + url + "'> %p;]><testsuite/>");
            assertThatThrownBy(server::accept).isInstanceOf(java.net.SocketTimeoutException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "text",
                "<html/>",
                "<testsuite>",
                "<testsuite/><testsuite/>",
                "<testsuite><testcase name='&undefined;'/></testsuite>",
                "<testsuite><testcase name='a'><testcase name='b'/></testcase></testsuite>",
                "<testsuite><testcase name='a'><testsuite/></testcase></testsuite>",
                "<testsuite xmlns:xi='http://www.w3.org/2001/XInclude'><xi:include href='file:///etc/passwd'/></testsuite>"
            })
    void whenDocumentIsNoPlainReportThenItIsRefused(String xml) {
        assertRefused(xml);
    }

    @Test
    void whenAttributeHasTheLimitThenOneCharacterMoreIsRefused() {
        assertThat(parse(named("n".repeat(ReportLimits.TEXT))).tests()).hasSize(1);
        assertRefused(named("n".repeat(ReportLimits.TEXT + 1)));
    }

    @Test
    void whenElementsNestToTheLimitThenOneMoreIsRefused() {
        assertThat(parse(deep(ReportLimits.DEPTH)).tests()).isEmpty();
        assertRefused(deep(ReportLimits.DEPTH + 1));
    }

    @Test
    void whenElementHasTheLimitOfAttributesThenOneMoreIsRefused() {
        assertThat(parse(attributes(ReportLimits.ATTRIBUTES)).tests()).isEmpty();
        assertRefused(attributes(ReportLimits.ATTRIBUTES + 1));
    }

    @Test
    void whenReportHasTheLimitOfTestsThenOneMoreIsRefused() {
        assertThat(parse(tests(ReportLimits.TESTS)).tests()).hasSize(ReportLimits.TESTS);
        assertRefused(tests(ReportLimits.TESTS + 1));
    }

    @Test
    void whenTestNamesTheLimitOfCasesThenOneMoreIsRefused() {
        assertThat(parse(cases(ReportLimits.PROPERTIES)).tests().getFirst().cases())
                .hasSize(ReportLimits.PROPERTIES);
        assertRefused(cases(ReportLimits.PROPERTIES + 1));
    }

    @Test
    void whenReportHasTheLimitOfBytesThenOneMoreIsRefused() {
        byte[] limit = Arrays.copyOf("<testsuite/>".getBytes(StandardCharsets.UTF_8), ReportLimits.BYTES);
        Arrays.fill(limit, "<testsuite/>".length(), limit.length, (byte) ' ');
        assertThat(TestReport.parse(limit).tests()).isEmpty();
        byte[] more = Arrays.copyOf(limit, limit.length + 1);
        more[limit.length] = ' ';
        assertThatThrownBy(() -> TestReport.parse(more)).hasMessageContaining("larger than");
    }

    private static String named(String name) {
        return "<testsuite><testcase name='" + name + "'/></testsuite>";
    }

    private static String deep(int depth) {
        return "<testsuite>" + "<a>".repeat(depth - 1) + "</a>".repeat(depth - 1) + "</testsuite>";
    }

    private static String attributes(int count) {
        String all = IntStream.range(0, count).mapToObj(i -> " a" + i + "='1'").collect(Collectors.joining());
        return "<testsuite" + all + "/>";
    }

    private static String tests(int count) {
        return "<testsuite>" + "<testcase name='t'/>".repeat(count) + "</testsuite>";
    }

    private static String cases(int count) {
        String ids = IntStream.range(0, count).mapToObj(i -> "TC-" + i).collect(Collectors.joining(" "));
        return "<testsuite><testcase name='t'><properties><property name='test-case' value='" + ids
                + "'/></properties></testcase></testsuite>";
    }

    private static TestReport parse(String xml) {
        return TestReport.parse(xml.getBytes(StandardCharsets.UTF_8));
    }

    private static void assertRefused(String xml) {
        assertThatThrownBy(() -> parse(xml)).isInstanceOf(MalformedDocumentException.class);
    }
}
