package io.suture.trust.testreport;

import io.suture.trust.json.MalformedDocumentException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads {@code testsuites}, {@code testsuite} and {@code testcase} elements. What surrounds them (system properties, output)
 * is passed over without being kept.
 */
final class JUnitReader {

    private static final int MESSAGE = 200;
    private static final int NAME = 500;
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}]");

    private final List<TestRecord> tests = new ArrayList<>();
    private final Deque<Suite> suites = new ArrayDeque<>();
    private final Period period = new Period();
    private boolean inTest;
    private String className = "";
    private String name = "";
    private String message = "";
    private Outcome outcome = Outcome.PASSED;

    TestReport read(byte[] bytes) {
        XmlPull xml = new XmlPull(bytes);
        suites.push(Suite.outermost());
        boolean root = true;
        while (xml.next()) {
            if (root && !xml.name().equals("testsuite") && !xml.name().equals("testsuites")) {
                throw new MalformedDocumentException("", "is not a JUnit report: testsuite or testsuites is expected");
            }
            root = false;
            step(xml);
        }
        return new TestReport(tests, period.start(), period.end());
    }

    private void step(XmlPull xml) {
        if (xml.isStart()) {
            start(xml);
        } else {
            end(xml.name());
        }
    }

    private void start(XmlPull xml) {
        switch (xml.name()) {
            case "testsuites", "testsuite" -> startSuite(xml);
            case "testcase" -> startTest(xml);
            case "property" -> suites.element().property(xml.attribute("name"), xml.attribute("value"));
            case "skipped" -> record(Outcome.SKIPPED, xml);
            case "failure", "rerunFailure" -> record(Outcome.FAILED, xml);
            case "error", "rerunError" -> record(Outcome.ERROR, xml);
            case "flakyFailure", "flakyError" -> record(Outcome.FLAKY, xml);
            default -> {
                // output, stack traces
            }
        }
    }

    private void startSuite(XmlPull xml) {
        if (inTest) {
            throw XmlPull.refused("has a test suite inside a test case");
        }
        suites.push(suites.element().inner());
        period.add(xml.attribute("timestamp"), xml.attribute("time"));
    }

    private void startTest(XmlPull xml) {
        if (inTest) {
            throw XmlPull.refused("has a test case inside another");
        }
        inTest = true;
        className = line(xml.attribute("classname"), NAME);
        name = line(xml.attribute("name"), NAME);
        message = "";
        outcome = status(xml.attribute("status"));
        suites.push(suites.element().inner());
    }

    /** Some runners write the status of tests that were not run as an attribute. */
    private static Outcome status(String status) {
        return switch (status) {
            case "notrun", "disabled", "skipped", "ignored" -> Outcome.SKIPPED;
            default -> Outcome.PASSED;
        };
    }

    private void record(Outcome seen, XmlPull xml) {
        if (inTest) {
            outcome = outcome.worse(seen);
            if (message.isEmpty()) {
                message = firstLine(xml.attribute("message"));
            }
        } else {
            outsideOfTests(seen, xml);
        }
    }

    /** A suite that could not be set up has no test case, but it did not pass. */
    private void outsideOfTests(Outcome seen, XmlPull xml) {
        if (seen.failed()) {
            add(new TestRecord("", "(suite)", seen, firstLine(xml.attribute("message")), List.of(), List.of()));
        }
    }

    private static String firstLine(String text) {
        return line(text.lines().findFirst().orElse("").strip(), MESSAGE);
    }

    /** Names and messages are shown on terminals and pages: one line, without control characters. */
    private static String line(String text, int max) {
        String plain = CONTROL.matcher(text).replaceAll(" ");
        return plain.codePointCount(0, plain.length()) <= max
                ? plain
                : plain.substring(0, plain.offsetByCodePoints(0, max));
    }

    private void end(String element) {
        switch (element) {
            case "testcase" -> endTest();
            case "testsuites", "testsuite" -> suites.pop();
            default -> {
                // nothing was opened
            }
        }
    }

    private void endTest() {
        inTest = false;
        Suite said = suites.pop();
        add(new TestRecord(className, name, outcome, message, said.cases(), said.requirements()));
    }

    private void add(TestRecord test) {
        if (tests.size() >= ReportLimits.TESTS) {
            throw XmlPull.refused("has more than " + ReportLimits.TESTS + " test cases");
        }
        tests.add(test);
    }
}
