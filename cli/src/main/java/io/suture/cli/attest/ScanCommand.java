package io.suture.cli.attest;

import io.suture.cli.session.CommandFailure;
import io.suture.cli.session.LocalFiles;
import io.suture.cli.session.Session;
import io.suture.trust.attest.MalwareScan;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.MalformedDocumentException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code attest scan}: a statement made of what a scanner wrote; the original is uploaded and named by digest. */
@Command(
        name = "scan",
        description = {
            "Sign what a scanner found: --clamav gives a malware scan, --grype and --trivy vulnerabilities.",
            "The scanner's own file is uploaded and named by digest. An infected payload is signed as infected."
        })
public final class ScanCommand implements Callable<Integer> {

    private static final String VULNS = "https://in-toto.io/attestation/vulns/v0.2";

    private final Session session;

    @Mixin
    private StatementOptions options = new StatementOptions();

    @ArgGroup(multiplicity = "1")
    private Report report = new Report();

    @Option(
            names = "--payload",
            required = true,
            arity = "1..*",
            paramLabel = "FILE",
            description = "The payloads scanned; may repeat.")
    private List<Path> payloads = new ArrayList<>();

    @Option(
            names = "--signatures",
            paramLabel = "TEXT",
            description = "Version of the scanner's data, if the log has none.")
    private @Nullable String signatures;

    @Option(names = "--finished", paramLabel = "TIME", description = "End of the scan, UTC. Default: from the report.")
    private @Nullable Instant finished;

    @Option(names = "--zone", description = "Zone of the times in a ClamAV log, e.g. Europe/Berlin. Default: UTC.")
    private ZoneId zone = ZoneOffset.UTC;

    /** The scanner's file; exactly one. */
    static final class Report {

        @Option(names = "--clamav", paramLabel = "LOG", description = "What clamscan wrote (--log).")
        private @Nullable Path clamav;

        @Option(names = "--grype", paramLabel = "JSON", description = "What grype -o json wrote.")
        private @Nullable Path grype;

        @Option(names = "--trivy", paramLabel = "JSON", description = "What trivy --format json wrote.")
        private @Nullable Path trivy;
    }

    /** Creates the command. */
    public ScanCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        StatementTarget target = options.open(session);
        ManifestView.requirePayloads(target.manifest(), payloads);
        if (report.clamav != null) {
            malware(target, report.clamav);
        } else if (report.grype != null) {
            vulnerabilities(target, report.grype, VulnerabilityScan::grype);
        } else if (report.trivy != null) {
            vulnerabilities(target, report.trivy, VulnerabilityScan::trivy);
        }
        return 0;
    }

    private void malware(StatementTarget target, Path file) {
        ClamAvLog log = ClamAvLog.parse(LocalFiles.readText(file, LocalFiles.DOCUMENT));
        log.requireScanned(payloads.stream()
                .map(payload -> String.valueOf(payload.getFileName()))
                .toList());
        JsonObject claim = JsonObject.builder()
                .put("tool", log.tool())
                .put("signatures", signatures == null ? log.signatures() : signatures)
                .put("finishedAt", finished(log.finishedAt(zone)))
                .putStrings("payloads", digests())
                .put("result", log.isClean() ? "clean" : "infected")
                .build();
        session.say("result     " + claim.string("result") + "  " + claim.string("tool"));
        target.attach(
                PredicateTypes.shortName(MalwareScan.TYPE), MalwareScan.TYPE, target.withFiles(claim, files(file)));
    }

    private void vulnerabilities(StatementTarget target, Path file, Function<JsonObject, VulnerabilityScan> reader) {
        VulnerabilityScan scan = read(file, reader);
        JsonObject claim = scan.toJson(finished(scan.finishedAt()), digests());
        session.say("result     " + scan.findings().size() + " vulnerabilities  " + scan.uri());
        target.attach("vulns", VULNS, target.withFiles(claim, files(file)));
    }

    private static VulnerabilityScan read(Path file, Function<JsonObject, VulnerabilityScan> reader) {
        try {
            return reader.apply(Json.parseObject(LocalFiles.read(file, LocalFiles.DOCUMENT)));
        } catch (MalformedDocumentException e) {
            throw CommandFailure.usage(file + ": " + e.getMessage());
        }
    }

    private List<String> digests() {
        return payloads.stream()
                .map(payload -> ManifestView.digest(payload).toString())
                .toList();
    }

    private List<Path> files(Path original) {
        List<Path> all = new ArrayList<>(List.of(original));
        all.addAll(options.files());
        return all;
    }

    private Instant finished(Optional<Instant> reported) {
        Instant end = Optional.ofNullable(finished)
                .or(() -> reported)
                .orElseThrow(() -> CommandFailure.usage("the report says no time; give --finished"));
        if (end.isAfter(session.world().clock().instant())) {
            throw CommandFailure.usage("the scan ended in the future, " + end + "; give --zone or --finished");
        }
        return end;
    }
}
