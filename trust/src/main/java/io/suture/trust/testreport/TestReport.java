package io.suture.trust.testreport;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A test report.
 *
 * @param tests every test in the order of the report
 * @param startedAt when the first suite began, if the report says so
 * @param finishedAt when the last suite ended, if the report says so
 */
public record TestReport(List<TestRecord> tests, Optional<Instant> startedAt, Optional<Instant> finishedAt) {

    /** Copies the list. */
    public TestReport {
        tests = List.copyOf(tests);
    }

    /**
     * Reads JUnit XML. Nothing outside the bytes is ever read: document types, external entities and XInclude are refused.
     * Times without a zone are UTC.
     */
    public static TestReport parse(byte[] xml) {
        return new JUnitReader().read(xml);
    }
}
