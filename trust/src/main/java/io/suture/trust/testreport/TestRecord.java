package io.suture.trust.testreport;

import java.util.List;

/**
 * One test of a report.
 *
 * @param className the class or group, may be empty
 * @param name the test
 * @param outcome how it ended
 * @param message the first line of what it said when it did not pass, may be empty
 * @param cases ids of protocol test cases that its properties name
 * @param requirements ids of requirements that its properties name
 */
public record TestRecord(
        String className, String name, Outcome outcome, String message, List<String> cases, List<String> requirements) {

    /** Copies the lists. */
    public TestRecord {
        cases = List.copyOf(cases);
        requirements = List.copyOf(requirements);
    }

    /** Return {@code class#name}. */
    public String id() {
        return className.isEmpty() ? name : className + "#" + name;
    }
}
