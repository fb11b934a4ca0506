package io.suture.cli.attest;

import io.suture.cli.session.CommandFailure;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code clamscan} wrote: a line for each file, then a summary. */
final class ClamAvLog {

    private static final Pattern RESULT =
            Pattern.compile("(?<file>.{1,4096}): (?<result>OK|Empty file|.{1,500} (FOUND|ERROR))");
    private static final Pattern SUMMARY = Pattern.compile("(?<key>[A-Z][A-Za-z ]{1,40}): +(?<value>.{1,200})");
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyy:MM:dd HH:mm:ss");
    private static final int MAX_LINES = 1_000_000;

    private final Map<String, String> results = new LinkedHashMap<>();
    private final Map<String, String> summary = new LinkedHashMap<>();

    private ClamAvLog() {}

    static ClamAvLog parse(String text) {
        ClamAvLog log = new ClamAvLog();
        boolean inSummary = false;
        for (String line : text.lines().limit(MAX_LINES).toList()) {
            inSummary = inSummary || line.contains("SCAN SUMMARY");
            log.take(line, inSummary);
        }
        if (log.summary.isEmpty()) {
            throw CommandFailure.usage("the log has no SCAN SUMMARY of clamscan: the scan may not have ended");
        }
        return log;
    }

    private void take(String line, boolean inSummary) {
        Matcher match = (inSummary ? SUMMARY : RESULT).matcher(line);
        if (match.matches()) {
            if (inSummary) {
                summary.put(match.group("key"), match.group("value").strip());
            } else {
                results.merge(fileName(match.group("file")), match.group("result"), ClamAvLog::worse);
            }
        }
    }

    private static String fileName(String path) {
        return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    }

    /** Two files of one name: the log counts for the payload only if both are clean. */
    private static String worse(String first, String second) {
        return first.equals("OK") ? second : first;
    }

    /** Refuses a log that does not say that each of the files was scanned. */
    void requireScanned(List<String> names) {
        for (String name : names) {
            String result = Optional.ofNullable(results.get(name))
                    .orElseThrow(() -> CommandFailure.refused(
                            "not-scanned", "the log has no result for " + name + "; scan it by that name"));
            if (result.endsWith("ERROR") || result.equals("Empty file")) {
                throw CommandFailure.refused("not-scanned", name + " was not scanned: " + result);
            }
        }
    }

    boolean isClean() {
        return results.values().stream().noneMatch(result -> result.endsWith("FOUND"))
                && summary.getOrDefault("Infected files", "").equals("0");
    }

    String tool() {
        return "ClamAV " + required("Engine version");
    }

    String signatures() {
        return required("Known viruses") + " known viruses";
    }

    private String required(String key) {
        return Optional.ofNullable(summary.get(key))
                .orElseThrow(() -> CommandFailure.usage("the log's summary has no " + key));
    }

    /** Return the end of the scan, if the log says it in a form that can be read; clamscan writes local time. */
    Optional<Instant> finishedAt(ZoneId zone) {
        return Optional.ofNullable(summary.get("End Date")).flatMap(text -> instant(text, zone));
    }

    private static Optional<Instant> instant(String text, ZoneId zone) {
        try {
            return Optional.of(LocalDateTime.parse(text, DATE).atZone(zone).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
