package io.suture.cli.release;

import io.suture.cli.api.ProgressBar;
import io.suture.cli.session.CommandFailure;
import io.suture.cli.session.LocalFiles;
import io.suture.cli.session.Session;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.MalformedDocumentException;
import io.suture.trust.release.Compatibility;
import io.suture.trust.release.InstallRules;
import io.suture.trust.release.Manifest;
import io.suture.trust.release.ReleaseId;
import io.suture.trust.release.ReleaseKind;
import io.suture.trust.sbom.SbomLimits;
import io.suture.trust.sbom.SbomProblem;
import io.suture.trust.sbom.SbomReview;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code release submit}: digests the files here, writes the manifest, uploads, submits. Repeated after a crash it continues;
 * with other files it is refused, because one changed byte is another release.
 */
@Command(
        name = "submit",
        description = {
            "Submit a release: files are digested here, the manifest is made here, then all is uploaded.",
            "Safe to repeat: what already arrived is not sent again."
        })
public final class SubmitReleaseCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "RELEASE", description = "PRODUCT/VERSION, e.g. GW2/3.1.1.")
    private String release = "";

    @Option(
            names = "--payload",
            required = true,
            paramLabel = "FILE",
            description = "What a device installs; may repeat.")
    private List<Path> payloads = new ArrayList<>();

    @Option(
            names = "--sbom",
            required = true,
            paramLabel = "FILE",
            description =
                    "Software bill of materials (CycloneDX 1.4 to 1.6 or SPDX 2.3, JSON); stored as sbom.cdx.json."
                            + " It must name the SHA-256 of every payload.")
    private Path sbom = Path.of("");

    @Option(
            names = "--rollback-index",
            required = true,
            paramLabel = "N",
            description =
                    "Devices refuse releases below the index they have; raise it when an older one must not return.")
    private long rollbackIndex;

    @Option(names = "--kind", description = "routine (default), out-of-cycle or correction.", defaultValue = "routine")
    private String kind = "";

    @Option(
            names = "--udi-di",
            required = true,
            split = ",",
            paramLabel = "DI",
            description = "Device identifiers it fits; may repeat.")
    private List<String> udiDi = new ArrayList<>();

    @Option(
            names = "--hardware",
            required = true,
            split = ",",
            paramLabel = "REVISION",
            description = "Hardware revisions it fits; may repeat.")
    private List<String> hardware = new ArrayList<>();

    @Option(
            names = "--from",
            split = ",",
            paramLabel = "VERSION",
            description = "Versions it updates; none: any older.")
    private List<String> from = new ArrayList<>();

    @Option(names = "--fixes", split = ",", paramLabel = "CVE", description = "Vulnerabilities it closes; may repeat.")
    private List<String> fixes = new ArrayList<>();

    @Option(
            names = "--install-minutes",
            paramLabel = "N",
            defaultValue = "10",
            description = "How long a device is away. Default: 10.")
    private int minutes;

    @Option(names = "--no-restart", description = "The device does not restart.")
    private boolean noRestart;

    /** Creates the command. */
    public SubmitReleaseCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        ReleaseId id = RemoteRelease.parse(release);
        List<LocalArtifact> local = payloads.stream().map(this::read).toList();
        LocalArtifact bill = read(sbom).named("sbom.cdx.json");
        Manifest manifest = manifest(id, local, bill);
        requireBill(manifest);
        List<LocalArtifact> all = new ArrayList<>(local);
        all.add(bill);
        new Submission(session, RemoteRelease.of(session, release), manifest, all).complete();
        session.say("manifest   " + manifest.digest(), "next: suture release blockers " + id);
        session.result(result(id, manifest));
        return 0;
    }

    /** The server checks this, too, but only after all bytes were sent. */
    private void requireBill(Manifest manifest) {
        List<SbomProblem> problems =
                SbomReview.problems(LocalFiles.read(sbom, SbomLimits.DOCUMENT.maxBytes()), manifest.payloads());
        if (!problems.isEmpty()) {
            throw CommandFailure.refused(
                    problems.getFirst().code(),
                    sbom + ": "
                            + String.join(
                                    " ",
                                    problems.stream().map(SbomProblem::explain).toList()));
        }
    }

    private Manifest manifest(ReleaseId id, List<LocalArtifact> local, LocalArtifact bill) {
        try {
            return build(id, local, bill);
        } catch (MalformedDocumentException e) {
            throw CommandFailure.usage("no manifest can be made of this: " + e.getMessage());
        }
    }

    private Manifest build(ReleaseId id, List<LocalArtifact> local, LocalArtifact bill) {
        return new Manifest(
                id,
                rollbackIndex,
                ReleaseKind.ofJson(kind),
                fixes,
                new Compatibility(udiDi, hardware, from),
                new InstallRules(InstallRules.TWO_SLOTS, !noRestart, minutes),
                local.stream().map(LocalArtifact::artifact).toList(),
                bill.artifact());
    }

    private LocalArtifact read(Path file) {
        return LocalArtifact.read(file, ProgressBar.on(session, "digest " + file.getFileName()));
    }

    private static JsonObject result(ReleaseId id, Manifest manifest) {
        return JsonObject.builder()
                .put("release", id.toString())
                .put("manifest", manifest.digest().toString())
                .build();
    }
}
