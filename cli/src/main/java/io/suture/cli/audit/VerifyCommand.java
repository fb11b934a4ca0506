package io.suture.cli.audit;

import io.suture.cli.session.CommandFailure;
import io.suture.cli.session.ExitCode;
import io.suture.cli.session.LocalFiles;
import io.suture.cli.session.Session;
import io.suture.trust.evidence.ArchiveLimits;
import io.suture.trust.evidence.Check;
import io.suture.trust.evidence.EvidencePackage;
import io.suture.trust.evidence.Given;
import io.suture.trust.evidence.PackageArchive;
import io.suture.trust.evidence.Report;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code audit verify}: checks a dossier on this machine; asks no server and trusts nobody who packed it. */
@Command(
        name = "verify",
        description = {
            "Verify a dossier offline. Exit code 1 if any check fails.",
            "Give --root with a root obtained from elsewhere; without it the package can only agree with itself.",
            "Give --checkpoint with one seen before the export; without it a log cut short looks whole."
        })
public final class VerifyCommand implements Callable<Integer> {

    private static final String LINE = "%-11s  %-28s  %s";

    private final Session session;

    @ArgGroup(multiplicity = "1")
    private Subject subject = new Subject();

    @Option(names = "--root", paramLabel = "FILE", description = "The manufacturer's root, e.g. 1.root.json.")
    private @Nullable Path root;

    @Option(
            names = "--checkpoint",
            paramLabel = "FILE",
            description = "A checkpoint of the log (signed note) that you saw before this export.")
    private @Nullable Path checkpoint;

    @Option(
            names = "--at",
            paramLabel = "INSTANT",
            description = "The time of the export, at which metadata must have been valid."
                    + " Default: the time the package states, else now.")
    private @Nullable String at;

    /** The package, as an argument or as an option. */
    static final class Subject {

        @Parameters(paramLabel = "PACKAGE", description = "The dossier (ZIP).")
        private @Nullable Path argument;

        @Option(names = "--package", paramLabel = "FILE", description = "The same.")
        private @Nullable Path option;

        Path file() {
            return Objects.requireNonNull(argument != null ? argument : option);
        }
    }

    /** Creates the command. */
    public VerifyCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Path file = subject.file();
        try (ArchiveFile archive = ArchiveFile.open(file)) {
            PackageArchive read = PackageArchive.read(archive, ArchiveLimits.DEFAULT);
            Given given = new Given(given(root), given(checkpoint), time(read));
            return tell(file, given, EvidencePackage.verify(read, given));
        }
    }

    private static Optional<byte[]> given(@Nullable Path file) {
        return Optional.ofNullable(file).map(path -> LocalFiles.read(path, LocalFiles.DOCUMENT));
    }

    private int tell(Path file, Given given, Report report) {
        report.checks().forEach(this::show);
        session.say("", summary(report), "", "What no package can prove:");
        report.notProven().forEach(line -> session.say("  - " + line));
        session.result(report.toJson().toBuilder()
                .put("package", file.toString())
                .put("at", given.at())
                .build());
        boolean failed = report.overall() == Report.Overall.NOT_VERIFIED;
        return (failed ? ExitCode.REFUSED : ExitCode.DONE).value();
    }

    private void show(Check check) {
        String outcome = check.outcome().name().replace('_', ' ');
        session.say(String.format(LINE, outcome, check.id(), check.detail()));
        check.difference().ifPresent(compared -> {
            session.say(String.format(LINE, "", "", "expected: " + compared.expected()));
            session.say(String.format(LINE, "", "", "found:    " + compared.found()));
        });
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

    private Instant time(PackageArchive archive) {
        try {
            return at != null
                    ? Instant.parse(at)
                    : archive.exportedAt().orElseGet(session.world().clock()::instant);
        } catch (DateTimeParseException e) {
            throw CommandFailure.usage("--at needs a time such as 2026-11-21T12:00:00Z");
        }
    }
}
