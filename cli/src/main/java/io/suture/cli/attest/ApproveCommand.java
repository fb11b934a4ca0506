package io.suture.cli.attest;

import io.suture.cli.release.RemoteRelease;
import io.suture.cli.session.LocalFiles;
import io.suture.cli.session.Session;
import io.suture.trust.attest.QualityApproval;
import io.suture.trust.digest.Digest;
import io.suture.trust.dsse.Envelope;
import io.suture.trust.gate.EvidencePositions;
import io.suture.trust.gate.Gate;
import io.suture.trust.gate.People;
import io.suture.trust.gate.ReleasePolicy;
import io.suture.trust.json.JsonObject;
import io.suture.trust.release.Manifest;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code approve}: the electronic signature (21 CFR 11.50, 11.70) over the manifest and all evidence seen. */
@Command(
        name = "approve",
        description = {
            "Approve a release: shows manifest and evidence, asks, proves anew who you are, signs with your own key.",
            "Evidence that arrives later needs a new approval."
        })
public final class ApproveCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "RELEASE", description = "PRODUCT/VERSION")
    private String release = "";

    @Option(names = "--reason", required = true, description = "Why it may be released; stays on the record.")
    private String reason = "";

    @Option(
            names = "--role",
            defaultValue = "quality-approver",
            description = "In which role. Default: quality-approver.")
    private String role = "";

    @Option(
            names = "--meaning",
            defaultValue = "approval",
            description = "authorship, review, approval or responsibility; only approval releases. Default: approval.")
    private String meaning = "";

    @Option(names = "--printed-name", paramLabel = "NAME", description = "Default: the name your account has.")
    private @Nullable String printedName;

    @Option(
            names = "--policy",
            paramLabel = "DIR",
            description =
                    "Folder with people.json and release.json of the ceremony: signatures and gate are checked here too.")
    private @Nullable Path policy;

    @Option(names = "--yes", description = "Do not ask. Needed where nobody sits at a terminal.")
    private boolean yes;

    /** Creates the command. */
    public ApproveCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        RemoteRelease remote = RemoteRelease.of(session, release);
        Manifest manifest = remote.manifest();
        List<Envelope> evidence = remote.evidence();
        ManifestView.show(session, manifest);
        new EvidenceView(manifest, people()).show(session, evidence);
        showGate(manifest, evidence);
        String name = PersonalSignature.of(session, remote.api(), printedName).printedName();
        session.confirm("Sign as " + name + ", meaning: " + meaning + "?", yes);
        OpenApproval open = OpenApproval.of(remote, meaning, role, reason);
        open.requireSeen(manifest, evidence);
        String method = open.stepUp(session);
        PersonalSignature signature = PersonalSignature.of(session, remote.api(), printedName);
        Envelope approval = signature.sign(manifest, QualityApproval.TYPE, predicate(signature, open, method));
        open.sign(approval);
        session.say(meaning + " signed by " + signature.person() + "  " + approval.payloadDigest());
        session.result(result(manifest, approval, evidence.size()));
        return 0;
    }

    private JsonObject predicate(PersonalSignature signature, OpenApproval open, String method) {
        JsonObject authentication = JsonObject.builder()
                .put("method", method)
                .put("time", signature.at())
                .build();
        return signature.fill(JsonObject.builder()
                .put("role", role)
                .put("meaning", meaning)
                .put("reason", reason)
                .put("authentication", authentication)
                .put("manifest", open.manifest().toString())
                .putStrings(
                        "evidence",
                        open.evidence().stream().map(Digest::toString).toList())
                .put("evidenceSet", open.evidenceSet().toString())
                .build());
    }

    private Optional<People> people() {
        return Optional.ofNullable(policy)
                .map(folder -> People.parse(LocalFiles.read(folder.resolve("people.json"), LocalFiles.DOCUMENT)));
    }

    /** Shows what the gate says before the approval, which itself is still missing. */
    private void showGate(Manifest manifest, List<Envelope> evidence) {
        if (policy != null) {
            ReleasePolicy rules =
                    ReleasePolicy.parse(LocalFiles.read(policy.resolve("release.json"), LocalFiles.DOCUMENT));
            session.say("gate, before this approval");
            Gate.evaluate(
                            rules,
                            people().orElseThrow(),
                            manifest,
                            evidence,
                            EvidencePositions.NONE,
                            session.world().clock().instant())
                    .findings()
                    .forEach(finding -> session.say("  " + finding.code() + ": " + finding.explain()));
        }
    }

    private static JsonObject result(Manifest manifest, Envelope approval, int seen) {
        return JsonObject.builder()
                .put("release", manifest.id().toString())
                .put("manifest", manifest.digest().toString())
                .put("evidence", approval.payloadDigest().toString())
                .put("seen", seen)
                .build();
    }
}
