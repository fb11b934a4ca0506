package io.suture.cli.audit;

import io.suture.cli.session.CommandFailure;
import io.suture.cli.session.LocalFiles;
import io.suture.cli.session.Session;
import io.suture.trust.evidence.ArchiveLimits;
import io.suture.trust.evidence.EvidencePackage;
import io.suture.trust.evidence.Given;
import io.suture.trust.evidence.LogAudit;
import io.suture.trust.evidence.LogGiven;
import io.suture.trust.evidence.LogPackage;
import io.suture.trust.evidence.LogSource;
import io.suture.trust.evidence.PackageArchive;
import io.suture.trust.evidence.Report;
import io.suture.trust.json.JsonObject;
import io.suture.trust.log.LogLimits;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code audit verify}: checks a dossier, a log or one entry on this machine; trusts nobody who packed or serves it. */
@Command(
        name = "verify",
        description = {
            "Verify a dossier or a log's package, a whole log (--log) or one entry (--proof). Exit code 1 if any check fails.",
            "Give --root with a root obtained from elsewhere; without it the package can only agree with itself.",
            "Give --checkpoint with one seen before; without it a log cut short looks whole.",
            "A log, its package and an entry need --policy or --vkey: keys obtained from elsewhere."
        })
public final class VerifyCommand implements Callable<Integer> {

    private final Session session;

    @ArgGroup(multiplicity = "1")
    private Subject subject = new Subject();

    @Option(names = "--root", paramLabel = "FILE", description = "The manufacturer's root, e.g. 1.root.json.")
    private @Nullable Path root;

    @Option(
            names = "--checkpoint",
            paramLabel = "FILE",
            description = "A checkpoint of the log (signed note) that you saw before.")
    private @Nullable Path checkpoint;

    @Option(
            names = "--at",
            paramLabel = "INSTANT",
            description = "The time of the export, at which metadata must have been valid."
                    + " Default: the time the package states, else now.")
    private @Nullable String at;

    @Option(names = "--entry", paramLabel = "FILE", description = "The entry's bytes, with --proof.")
    private @Nullable Path entry;

    @Mixin
    private LogOptions options = new LogOptions();

    /** What is verified: one of these. */
    static final class Subject {

        @Parameters(paramLabel = "PACKAGE", description = "The dossier, or a log's package (ZIP).")
        private @Nullable Path argument;

        @Option(names = "--package", paramLabel = "FILE", description = "The same.")
        private @Nullable Path option;

        @Option(names = "--log", paramLabel = "LOG", description = "A log: URL prefix, or folder with its files.")
        private @Nullable String log;

        @Option(names = "--proof", paramLabel = "FILE", description = "One entry's inclusion proof (.tlog-proof).")
        private @Nullable Path proof;

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
        if (subject.log != null) {
            return log(subject.log);
        }
        return subject.proof == null ? archive(subject.file()) : proof(subject.proof);
    }

    private int archive(Path file) {
        try (ArchiveFile archive = ArchiveFile.open(file)) {
            PackageArchive read = PackageArchive.read(archive, ArchiveLimits.DEFAULT);
            if (LogPackage.isOne(read)) {
                JsonObject about =
                        JsonObject.builder().put("package", file.toString()).build();
                return tell("log", about, LogPackage.verify(read, options.given(checkpoint), options.authority()));
            }
            Given given = new Given(given(root), given(checkpoint), time(read), options.authority());
            JsonObject about = JsonObject.builder()
                    .put("package", file.toString())
                    .put("at", given.at())
                    .build();
            return tell("package", about, EvidencePackage.verify(read, given));
        }
    }

    private int log(String location) {
        LogSource source = LogOptions.open(session, location);
        LogGiven given = options.given(checkpoint, source);
        Report report = LogOptions.asking(() -> LogAudit.verify(source, given));
        return tell("log", JsonObject.builder().put("log", location).build(), report);
    }

    private int proof(Path file) {
        if (entry == null) {
            throw CommandFailure.usage("--proof needs --entry FILE");
        }
        Report report = LogAudit.verify(
                LocalFiles.read(file, LogLimits.PROOF_BYTES),
                LocalFiles.read(entry, LogLimits.ENTRY_BYTES),
                options.given(checkpoint));
        return tell("proof", JsonObject.builder().put("proof", file.toString()).build(), report);
    }

    private int tell(String what, JsonObject about, Report report) {
        return new ReportWriter(session).tell(what, about, report);
    }

    private static Optional<byte[]> given(@Nullable Path file) {
        return Optional.ofNullable(file).map(path -> LocalFiles.read(path, LocalFiles.DOCUMENT));
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
