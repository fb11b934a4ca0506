package io.suture.cli.attest;

import io.suture.cli.session.CommandFailure;
import io.suture.trust.json.JsonObject;
import io.suture.trust.testreport.TestRecord;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Says to which protocol test cases a test belongs: by the map, by its properties, by its name. */
final class CaseMap {

    private final Map<String, List<Pattern>> mapped = new LinkedHashMap<>();
    private final List<String> protocol;

    /**
     * Creates the map.
     *
     * @param map for each case the tests, {@code class#name} with {@code *} for any characters
     * @param protocol the protocol's cases; empty when they are not known
     */
    CaseMap(JsonObject map, List<String> protocol) {
        this.protocol = List.copyOf(protocol);
        map.keys().forEach(id -> mapped.put(known(id), patterns(map.strings(id))));
    }

    private String known(String id) {
        if (!protocol.isEmpty() && !protocol.contains(id)) {
            throw CommandFailure.usage("the map names case " + id + ", which the protocol has not: " + protocol);
        }
        return id;
    }

    private static List<Pattern> patterns(List<String> globs) {
        return globs.stream().map(CaseMap::pattern).toList();
    }

    private static Pattern pattern(String glob) {
        return Pattern.compile(
                Arrays.stream(glob.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
    }

    /** Return the cases that a complete run has done, in order. */
    Set<String> expected() {
        return protocol.isEmpty() ? mapped.keySet() : new LinkedHashSet<>(protocol);
    }

    /** Return the cases a test belongs to; empty when nothing says so. */
    Set<String> of(TestRecord test) {
        Set<String> cases = new LinkedHashSet<>();
        mapped.forEach((id, patterns) -> {
            if (patterns.stream().anyMatch(pattern -> pattern.matcher(test.id()).matches())) {
                cases.add(id);
            }
        });
        test.cases().stream()
                .filter(id -> protocol.isEmpty() || protocol.contains(id))
                .forEach(cases::add);
        protocol.stream()
                .filter(id -> cases.isEmpty() && isNamed(id, test.id()))
                .findFirst()
                .ifPresent(cases::add);
        return cases;
    }

    /** TC-1 is not named by TC-10. */
    private static boolean isNamed(String id, String text) {
        for (int at = text.indexOf(id); at >= 0; at = text.indexOf(id, at + 1)) {
            boolean begins = at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1));
            int end = at + id.length();
            if (begins && (end == text.length() || !Character.isLetterOrDigit(text.charAt(end)))) {
                return true;
            }
        }
        return false;
    }
}
