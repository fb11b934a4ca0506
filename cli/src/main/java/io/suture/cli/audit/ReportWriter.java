package io.suture.cli.audit;

import io.suture.cli.session.ExitCode;
import io.suture.cli.session.Session;
import io.suture.trust.evidence.Check;
import io.suture.trust.evidence.Report;
import io.suture.trust.json.JsonObject;

/** Tells a person or a machine what a verification found. */
final class ReportWriter {

    private static final String LINE = "%-11s  %-28s  %s";

    private final Session session;

    ReportWriter(Session session) {
        this.session = session;
    }

    /**
     * Writes a report and returns the exit code.
     *
     * @param what what was verified: a package, a log
     * @param about members of the JSON object beside the report's own
     */
    int tell(String what, JsonObject about, Report report) {
        report.checks().forEach(this::show);
        session.say("", summary(report), "", "What no " + what + " can prove:");
        report.notProven().forEach(line -> session.say("  - " + line));
        JsonObject.Builder json = report.toJson().toBuilder();
        about.members().forEach(json::put);
        session.result(json.build());
        return exitCode(report);
    }

    static int exitCode(Report report) {
        boolean failed = report.overall() == Report.Overall.NOT_VERIFIED;
        return (failed ? ExitCode.REFUSED : ExitCode.DONE).value();
    }

    static String summary(Report report) {
        return switch (report.overall()) {
            case VERIFIED -> "VERIFIED: every check passed";
            case VERIFIED_WITH_GAPS -> "VERIFIED WITH GAPS: nothing failed, not everything could be checked";
            case NOT_VERIFIED ->
                report.firstFailure()
                        .map(first -> "NOT VERIFIED: " + first.id() + ": " + first.detail())
                        .orElse("NOT VERIFIED");
        };
    }

    void show(Check check) {
        String outcome = check.outcome().name().replace('_', ' ');
        session.say(String.format(LINE, outcome, check.id(), check.detail()));
        check.difference().ifPresent(compared -> {
            session.say(String.format(LINE, "", "", "expected: " + compared.expected()));
            session.say(String.format(LINE, "", "", "found:    " + compared.found()));
        });
    }
}
