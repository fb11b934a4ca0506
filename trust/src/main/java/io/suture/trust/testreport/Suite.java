package io.suture.trust.testreport;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What the elements around a test say about it: ids of test cases and requirements, from properties. */
final class Suite {

    private final List<String> cases;
    private final List<String> requirements;

    private Suite(List<String> cases, List<String> requirements) {
        this.cases = cases;
        this.requirements = requirements;
    }

    static Suite outermost() {
        return new Suite(new ArrayList<>(), new ArrayList<>());
    }

    /** Return a suite or test inside this one, which says the same at first. */
    Suite inner() {
        return new Suite(new ArrayList<>(cases), new ArrayList<>(requirements));
    }

    /** Takes a property; several ids are separated by commas or spaces. */
    void property(String name, String value) {
        switch (name.toLowerCase(Locale.ROOT)) {
            case "test-case", "testcase", "protocol-case" -> add(cases, value);
            case "requirement", "requirements" -> add(requirements, value);
            default -> {
                // of no interest: Surefire lists all system properties
            }
        }
    }

    private static void add(List<String> ids, String value) {
        Stream.of(value.split("[,\\s]+"))
                .filter(id -> !id.isEmpty() && !ids.contains(id))
                .forEach(ids::add);
        if (ids.size() > ReportLimits.PROPERTIES) {
            throw XmlPull.refused("names more than " + ReportLimits.PROPERTIES + " cases or requirements for a test");
        }
    }

    List<String> cases() {
        return cases;
    }

    List<String> requirements() {
        return requirements;
    }
}
