package io.suture.cli.demo.attack;

import io.suture.cli.demo.stage.DeviceUnit;
import io.suture.cli.demo.stage.ReleaseJob;
import io.suture.cli.demo.stage.SampleData;
import io.suture.cli.release.RemoteRelease;
import io.suture.cli.session.CommandFailure;
import io.suture.trust.attest.QualityApproval;
import io.suture.trust.dsse.Envelope;
import io.suture.trust.release.ReleaseId;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The approval of one release is used for another: posted to the server, then served under all online keys' signatures. */
final class ApprovalReplayed implements Attack {

    private static final ReleaseId UNAPPROVED = new ReleaseId("GW2", "3.2.1");

    @Override
    public List<Refusal> attempt(Arena arena) throws Exception {
        ReleaseJob job = arena.validated(UNAPPROVED, 18);
        RemoteRelease approved = arena.actor("qa.one").release(Arena.CURRENT);
        Envelope approval = EvidenceFile.first(QualityApproval.TYPE, approved.evidence());
        return List.of(posted(arena, job.id(), approval), served(arena, job.id(), approval));
    }

    private static Refusal posted(Arena arena, ReleaseId other, Envelope approval) throws IOException {
        arena.stage()
                .narrator()
                .note("POST .../releases/" + other + "/evidence, with the approval of " + Arena.CURRENT);
        try {
            arena.actor("qa.one").release(other).attach(approval);
            return new Refusal("server", "step-up-required", "", Optional.empty(), "accepted");
        } catch (CommandFailure refused) {
            return new Refusal(
                    "server",
                    "step-up-required",
                    "",
                    Optional.of(refused.code()),
                    String.valueOf(refused.getMessage()));
        }
    }

    private static Refusal served(Arena arena, ReleaseId other, Envelope approval) throws Exception {
        DeviceUnit victim = arena.gateway("D-013");
        try (HostileMirror mirror = arena.mirror(victim, other)) {
            mirror.lie(OnlineKeys.steal(arena).resign(arena.real(), files(arena, other, approval)));
            return Refusal.byDevice(victim.poll(arena.stage(), mirror.url()), "gate-refused", "subject-mismatch");
        }
    }

    private static Map<String, byte[]> files(Arena arena, ReleaseId release, Envelope approval) throws IOException {
        RemoteRelease remote = arena.actor("re.one").release(release);
        List<Envelope> evidence = new ArrayList<>(remote.evidence());
        evidence.add(approval);
        Map<String, byte[]> files = new HashMap<>();
        files.put(release + "/manifest.json", remote.manifest().toJson());
        files.put(release + "/evidence.jsonl", EvidenceFile.lines(evidence));
        files.put(release + "/sbom.cdx.json", SampleData.sbom(arena.payload(release)));
        files.put(release + "/" + arena.payload(release).getFileName(), Files.readAllBytes(arena.payload(release)));
        return files;
    }
}
