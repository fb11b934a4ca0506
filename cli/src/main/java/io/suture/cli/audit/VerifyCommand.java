package io.suture.cli.audit;

import io.suture.cli.session.CommandFailure;
import io.suture.cli.session.ExitCode;
import io.suture.cli.session.LocalFiles;
import io.suture.cli.session.Session;
import io.suture.trust.evidence.Check;
import io.suture.trust.evidence.EvidencePackage;
import io.suture.trust.evidence.Report;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.MalformedDocumentException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code audit verify}: checks an evidence package on this machine; asks no server and trusts nobody who packed it. */
@Command(
        name = "verify",
        description = {
            "Verify an evidence package offline. Exit code 1 if any check fails.",
            "Give --root with a root obtained from elsewhere; without it the package can only agree with itself."
        })
public final class VerifyCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "PACKAGE", description = "The package (ZIP).")
    private Path file = Path.of("");

    @Option(names = "--root", paramLabel = "FILE", description = "The manufacturer's root, e.g. 1.root.json.")
    private @Nullable Path root;

    @Option(
            names = "--at",
            paramLabel = "INSTANT",
            description = "The time of the export, at which metadata must have been valid."
                    + " Default: the time the package states, else now.")
    private @Nullable String at;

    /** Creates the command. */
    public VerifyCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Map<String, byte[]> files = new PackageReader(ZipLimits.DEFAULT).read(file);
        Optional<byte[]> trusted = Optional.ofNullable(root).map(path -> LocalFiles.read(path, LocalFiles.DOCUMENT));
        Instant now = time(files);
        Report report = EvidencePackage.verify(files, trusted, now);
        report.checks().forEach(this::show);
        session.say("", summary(report), "", "What no package can prove:");
        report.notProven().forEach(line -> session.say("  - " + line));
        session.result(report.toJson().toBuilder()
                .put("package", file.toString())
                .put("at", now)
                .build());
        boolean failed = report.overall() == Report.Overall.NOT_VERIFIED;
        return (failed ? ExitCode.REFUSED : ExitCode.DONE).value();
    }

    private void show(Check check) {
        String outcome = check.outcome().name().replace('_', ' ');
        session.say(String.format("%-11s  %-28s  %s", outcome, check.id(), check.detail()));
    }

    private static String summary(Report report) {
        return switch (report.overall()) {
            case VERIFIED -> "VERIFIED: every check passed";
            case VERIFIED_WITH_GAPS -> "VERIFIED WITH GAPS: nothing failed, not everything could be checked";
            case NOT_VERIFIED ->
                report.firstFailure()
                        .map(first -> "NOT VERIFIED: " + first.id() + ": " + first.detail())
                        .orElse("NOT VERIFIED");
        };
    }

    private Instant time(Map<String, byte[]> files) {
        try {
            return at != null
                    ? Instant.parse(at)
                    : stated(files).orElseGet(session.world().clock()::instant);
        } catch (DateTimeParseException e) {
            throw CommandFailure.usage("--at needs a time such as 2026-11-21T12:00:00Z");
        }
    }

    private static Optional<Instant> stated(Map<String, byte[]> files) {
        try {
            JsonObject release = Json.parseObject(files.getOrDefault("release.json", new byte[0]));
            return release.findInstant("exportedAt");
        } catch (MalformedDocumentException e) {
            return Optional.empty();
        }
    }
}
