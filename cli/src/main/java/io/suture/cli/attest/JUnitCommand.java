package io.suture.cli.attest;

import io.suture.cli.session.CommandFailure;
import io.suture.cli.session.LocalFiles;
import io.suture.cli.session.Session;
import io.suture.trust.attest.ProtocolRef;
import io.suture.trust.attest.ValidationRun;
import io.suture.trust.digest.Digest;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonArray;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.MalformedDocumentException;
import io.suture.trust.release.Manifest;
import io.suture.trust.testreport.ReportLimits;
import io.suture.trust.testreport.TestReport;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code attest junit}: a validation run from the reports of automated tests. */
@Command(
        name = "junit",
        description = {
            "Sign a validation run made of JUnit reports, which are uploaded and named by digest.",
            "A test belongs to the protocol test case that --map, a property \"test-case\" or its own name says.",
            "A skipped test never counts as passed. A failed run is signed, too, as not accepted: failures stay visible."
        })
public final class JUnitCommand implements Callable<Integer> {

    private final Session session;

    @Mixin
    private StatementOptions options = new StatementOptions();

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "REPORT", description = "JUnit or Surefire XML.")
    private List<Path> reports = new ArrayList<>();

    @Option(names = "--protocol", required = true, paramLabel = "ID", description = "The protocol that was followed.")
    private String protocol = "";

    @Option(names = "--revision", required = true, paramLabel = "R", description = "Its revision.")
    private String revision = "";

    @Option(names = "--run", required = true, paramLabel = "ID", description = "What the run is called, e.g. VR-2.")
    private String run = "";

    @ArgGroup(multiplicity = "1")
    private Build build = new Build();

    @Option(
            names = "--equipment",
            paramLabel = "ID=DATE",
            description = "A rig or instrument and the last day of its calibration; may repeat.")
    private List<String> equipment = new ArrayList<>();

    @Option(names = "--rig", description = "Where it ran. Default: the equipment.")
    private @Nullable String rig;

    @Option(
            names = "--hardware",
            split = ",",
            paramLabel = "REVISION",
            description = "Hardware revisions tested; may repeat.")
    private List<String> hardware = new ArrayList<>();

    @Option(names = "--independence", description = "How the tester is independent of the author.")
    private @Nullable String independence;

    @Option(
            names = "--map",
            paramLabel = "FILE",
            description = "JSON: for each protocol test case the tests, e.g. {\"TC-01\": [\"*.JndiTest#*\"]}.")
    private @Nullable Path map;

    @Option(
            names = "--deviations",
            paramLabel = "FILE",
            description = "JSON array of deviations and what was decided about them.")
    private @Nullable Path deviations;

    @Option(names = "--started", paramLabel = "TIME", description = "UTC. Default: from the reports.")
    private @Nullable Instant started;

    @Option(names = "--finished", paramLabel = "TIME", description = "UTC. Default: from the reports.")
    private @Nullable Instant finished;

    /** What was tested; exactly one. */
    static final class Build {

        @Option(names = "--payload", paramLabel = "FILE", description = "The file that was tested.")
        private @Nullable Path payload;

        @Option(
                names = "--earlier-build",
                paramLabel = "FILE",
                description = "A build that this release replaces: its failed run stays on this release's record.")
        private @Nullable Path earlier;

        private Digest tested(Manifest manifest) {
            if (payload != null) {
                ManifestView.requirePayloads(manifest, List.of(payload));
                return ManifestView.digest(payload);
            }
            Digest digest = ManifestView.digest(earlier == null ? Path.of("") : earlier);
            if (manifest.hasPayload(digest)) {
                throw CommandFailure.usage(earlier + " is a payload of this release; give it as --payload");
            }
            return digest;
        }
    }

    /** Creates the command. */
    public JUnitCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        List<TestReport> read = reports.stream().map(JUnitCommand::read).toList();
        StatementTarget target = options.open(session);
        Digest testedBuild = build.tested(target.manifest());
        CaseMap cases = new CaseMap(
                mapped(), ProtocolCases.of(target.remote().evidence(), new ProtocolRef(protocol, revision)));
        TestedCases tested = TestedCases.of(read, cases);
        show(tested);
        target.attach(
                PredicateTypes.shortName(ValidationRun.TYPE),
                ValidationRun.TYPE,
                target.withFiles(claim(read, tested, testedBuild), files()));
        return 0;
    }

    private List<Path> files() {
        List<Path> all = new ArrayList<>(reports);
        all.addAll(options.files());
        return all;
    }

    private static TestReport read(Path report) {
        try {
            return TestReport.parse(LocalFiles.read(report, ReportLimits.BYTES));
        } catch (MalformedDocumentException e) {
            throw CommandFailure.usage(report + ": " + e.getMessage());
        }
    }

    private JsonObject mapped() {
        return map == null ? JsonObject.EMPTY : json(map, Json::parseObject);
    }

    private static <T> T json(Path file, Function<byte[], T> reader) {
        try {
            return reader.apply(LocalFiles.read(file, LocalFiles.DOCUMENT));
        } catch (MalformedDocumentException e) {
            throw CommandFailure.usage(file + ": " + e.getMessage());
        }
    }

    private void show(TestedCases tested) {
        session.say("tests      " + tested.counts());
        tested.cases().forEach(done -> session.say("  " + done.words()));
        tested.unassigned().forEach(test -> session.say("  (no case)  " + test.outcome() + "  " + test.id()));
        session.say("conclusion " + tested.conclusion());
    }

    private JsonObject claim(List<TestReport> read, TestedCases tested, Digest testedBuild) {
        JsonObject.Builder claim = JsonObject.builder()
                .put("run", run)
                .put(
                        "protocol",
                        JsonObject.builder()
                                .put("id", protocol)
                                .put("revision", revision)
                                .build())
                .put("startedAt", time(started, "--started", read.stream().map(TestReport::startedAt), false))
                .put("finishedAt", time(finished, "--finished", read.stream().map(TestReport::finishedAt), true))
                .put("testedBuild", testedBuild.toString())
                .put("deviations", tested.deviations(given()))
                .put("rig", rig == null ? rigs() : rig);
        tested.write(claim);
        if (!equipment.isEmpty()) {
            claim.putAll("equipment", equipment.stream().map(Equipment::parse).toList());
        }
        if (!hardware.isEmpty()) {
            claim.putStrings("hardwareRevisions", hardware);
        }
        Optional.ofNullable(independence).ifPresent(said -> claim.put("independence", said));
        return claim.build();
    }

    private JsonArray given() {
        return deviations == null
                ? JsonArray.of(List.of())
                : json(deviations, bytes -> JsonArray.of(((JsonArray) Json.parse(bytes)).objects()));
    }

    private String rigs() {
        String ids = String.join(", ", equipment.stream().map(Equipment::id).toList());
        return ids.isEmpty() ? "not named" : ids;
    }

    private static Instant time(
            @Nullable Instant given, String option, Stream<Optional<Instant>> reported, boolean last) {
        return Optional.ofNullable(given)
                .or(() -> reported.flatMap(Optional::stream).reduce((a, b) -> a.isBefore(b) == last ? b : a))
                .orElseThrow(() -> CommandFailure.usage("the reports say no time; give " + option));
    }
}
