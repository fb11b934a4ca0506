package io.suture.cli.demo.stage;

import io.suture.cli.release.RemoteRelease;
import io.suture.trust.attest.Predicate;
import io.suture.trust.attest.Statement;
import io.suture.trust.attest.ValidationRun;
import io.suture.trust.dsse.Envelope;
import io.suture.trust.json.JsonObject;
import io.suture.trust.release.ReleaseId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Takes one release from submission to publication; every step is done only if the server does not have it yet. */
public final class ReleaseJob {

    private static final Set<String> GATED = Set.of("signed", "published", "suspended", "withdrawn");

    private final Stage stage;
    private final ReleasePlan plan;

    public ReleaseJob(Stage stage, ReleasePlan plan) {
        this.stage = stage;
        this.plan = plan;
    }

    public ReleaseId id() {
        return plan.id();
    }

    public void submit(Actor releaseEngineer) {
        JsonObject model = stage.sample().entry("models", id().product());
        List<String> words = new ArrayList<>(List.of(
                "release",
                "submit",
                id().toString(),
                "--payload",
                plan.payload().toString(),
                "--sbom",
                plan.sbom().toString(),
                "--rollback-index",
                Long.toString(plan.rollbackIndex()),
                "--kind",
                "out-of-cycle",
                "--udi-di",
                model.string("udiDi"),
                "--hardware",
                String.join(",", updatable(model)),
                "--install-minutes",
                "6"));
        if (!plan.fromVersions().isEmpty()) {
            words.addAll(List.of("--from", String.join(",", plan.fromVersions())));
        }
        if (!plan.fixes().isEmpty()) {
            words.addAll(List.of("--fixes", String.join(",", plan.fixes())));
        }
        releaseEngineer.mustRun(words.toArray(String[]::new));
    }

    /** Adds a signed statement unless an equal one is there; returns whether it was added now. */
    public boolean attest(Actor author, String name, JsonObject predicate) throws IOException {
        String type = "urn:suture:predicate:" + name + ":v1";
        if (hasEvidence(author, type, predicate.findString("run"))) {
            stage.narrator().ok(name, "was added before");
            return false;
        }
        Path file =
                stage.write("evidence", id().toString().replace('/', '-') + "-" + fileName(name, predicate), predicate);
        author.mustRunBriefly("attest", name, id().toString(), "--predicate", file.toString());
        return true;
    }

    public void approve(Actor approver, String reason) throws IOException {
        if (hasEvidence(approver, "urn:suture:predicate:quality-approval:v1", Optional.empty())) {
            stage.narrator().ok("quality-approval", "was given before");
            return;
        }
        String policy = new RootOfTrust(stage).policy().toString();
        approver.mustRun("approve", id().toString(), "--reason", reason, "--policy", policy, "--yes");
    }

    public void sign(Actor releaseEngineer) {
        if (GATED.contains(state(releaseEngineer))) {
            stage.narrator().ok("signed", "before");
            return;
        }
        releaseEngineer.mustRun("release", "sign", id().toString());
    }

    public void publish(Actor releaseEngineer) {
        if (state(releaseEngineer).equals("published")) {
            stage.narrator().ok("published", "before");
            return;
        }
        releaseEngineer.mustRun("release", "publish", id().toString());
    }

    /** The state on the server; empty if the release is not there. */
    public String state(Actor reader) {
        return reader.release(id()).find().map(found -> found.string("state")).orElse("");
    }

    private boolean hasEvidence(Actor reader, String type, Optional<String> run) {
        RemoteRelease remote = reader.release(id());
        return remote.evidence().stream()
                .map(Envelope::payload)
                .map(Statement::parse)
                .anyMatch(statement ->
                        statement.predicateType().equals(type) && (run.isEmpty() || run.equals(runOf(statement))));
    }

    private static Optional<String> runOf(Statement statement) {
        return Predicate.of(statement) instanceof ValidationRun run ? Optional.of(run.run()) : Optional.empty();
    }

    private static String fileName(String name, JsonObject predicate) {
        return name + predicate.findString("run").map(run -> "-" + run).orElse("") + ".json";
    }

    private static List<String> updatable(JsonObject model) {
        return model.objects("hardwareRevisions").stream()
                .filter(revision -> revision.bool("updatable"))
                .map(revision -> revision.string("rev"))
                .toList();
    }
}
