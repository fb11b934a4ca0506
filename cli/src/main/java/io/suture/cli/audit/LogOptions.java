package io.suture.cli.audit;

import io.suture.cli.api.Api;
import io.suture.cli.session.CommandFailure;
import io.suture.cli.session.LocalFiles;
import io.suture.cli.session.Session;
import io.suture.trust.evidence.DisclosedSections;
import io.suture.trust.evidence.LogGiven;
import io.suture.trust.evidence.LogSource;
import io.suture.trust.evidence.LogSourceException;
import io.suture.trust.evidence.TimestampsGiven;
import io.suture.trust.json.MalformedDocumentException;
import io.suture.trust.log.LogException;
import io.suture.trust.log.LogPolicy;
import io.suture.trust.log.NoteKey;
import io.suture.trust.log.timestamp.TimestampAuthority;
import io.suture.trust.pki.PkiException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What an auditor brings along to a log: its keys above all. */
final class LogOptions {

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description = "The log policy (JSON): origin, keys, witnesses. From elsewhere, not from the log.")
    private @Nullable Path policy;

    @Option(
            names = "--vkey",
            paramLabel = "VKEY",
            description = "A verifier key of the log, instead of a policy; again for each algorithm.")
    private List<String> vkeys = new ArrayList<>();

    @Option(
            names = "--disclosures",
            paramLabel = "FILE",
            description = "JSON Lines of disclosed private sections, compared with the entries' commitments.")
    private @Nullable Path disclosures;

    @Option(
            names = "--tsa-root",
            paramLabel = "FILE",
            description = "Roots (PEM) of the time-stamp authority. From elsewhere, not from the log.")
    private @Nullable Path authority;

    @Option(
            names = "--timestamps",
            paramLabel = "FOLDER",
            description = "Time stamps of the log's checkpoints: a folder of SIZE.tsr, or one such file."
                    + " Default: those that the log lists.")
    private @Nullable Path timestamps;

    /** Return what was brought, with the time stamps that were brought or that the log lists. */
    LogGiven given(@Nullable Path earlier, LogSource log) {
        LogGiven given = given(earlier);
        return new LogGiven(
                given.policy(),
                given.earlier(),
                given.disclosures(),
                authority().map(trusted -> timestamps(trusted, log)));
    }

    private TimestampsGiven timestamps(TimestampAuthority trusted, LogSource log) {
        return timestamps == null
                ? asking(() -> TimestampsGiven.listed(trusted, log))
                : new TimestampsGiven(trusted, TimestampFiles.read(timestamps));
    }

    /** Return whom to believe about time, if a root was brought. */
    Optional<TimestampAuthority> authority() {
        try {
            return Optional.ofNullable(authority)
                    .map(file -> TimestampAuthority.ofPem(LocalFiles.readText(file, LocalFiles.KEY)));
        } catch (PkiException e) {
            throw CommandFailure.usage("--tsa-root: " + e.getMessage());
        }
    }

    /** Return what was brought, with a checkpoint seen before if there is one. */
    LogGiven given(@Nullable Path earlier) {
        return new LogGiven(
                policy(),
                Optional.ofNullable(earlier).map(LogOptions::text),
                disclosures == null ? Map.of() : reading(disclosures, DisclosedSections::parse));
    }

    /** Return the log at an address or in a folder. */
    static LogSource open(Session session, String location) {
        if (!location.startsWith("http://") && !location.startsWith("https://")) {
            Path folder = Path.of(location);
            if (!Files.isDirectory(folder)) {
                throw CommandFailure.usage(location + " is neither a folder nor an http(s) address");
            }
            return new LogFolder(folder);
        }
        try {
            return new LogUrl(
                    Api.http(session.profile().ca()),
                    URI.create(location).toString(),
                    session.environment("SUTURE_TOKEN"));
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage(location + " is not an address");
        }
    }

    /** Return what is found out about a log; that it could not be asked is told as the command's failure. */
    static <T> T asking(Supplier<T> verification) {
        try {
            return verification.get();
        } catch (LogSourceException e) {
            throw e.failure();
        }
    }

    private LogPolicy policy() {
        if (policy != null) {
            return reading(policy, LogPolicy::parse);
        }
        try {
            String origin = vkeys.stream()
                    .findFirst()
                    .map(vkey -> NoteKey.parse(vkey).name())
                    .orElseThrow(() -> CommandFailure.usage(
                            "--policy FILE or --vkey VKEY is needed: a log cannot vouch for its own keys"));
            return new LogPolicy(1, origin, vkeys);
        } catch (LogException | MalformedDocumentException e) {
            throw CommandFailure.usage("--vkey: " + e.getMessage());
        }
    }

    private static <T> T reading(Path file, Function<byte[], T> reader) {
        try {
            return reader.apply(LocalFiles.read(file, LocalFiles.DOCUMENT));
        } catch (MalformedDocumentException e) {
            throw CommandFailure.usage(file + ": " + e.getMessage());
        }
    }

    private static String text(Path file) {
        return new String(LocalFiles.read(file, LocalFiles.DOCUMENT), StandardCharsets.UTF_8);
    }
}
