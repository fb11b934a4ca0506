package io.suture.cli.demo.attack;

import io.suture.cli.demo.stage.ReleaseJob;
import io.suture.trust.release.ReleaseId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The protocol is written after the run it should have ruled, so that it fits what was found. */
final class ProtocolAfterRun implements Attack {

    private static final ReleaseId FITTED = new ReleaseId("GW2", "3.2.3");

    @Override
    public List<Refusal> attempt(Arena arena) throws Exception {
        ReleaseJob job = arena.submitted(FITTED, 18);
        job.attest(arena.actor("re.one"), "authorship", arena.records(FITTED).authorship("security patch"));
        Instant runStarted = arena.records(FITTED).acceptedRun().instant("startedAt");
        arena.attestTests(job, arena.records(FITTED).protocolApproved(runStarted.plus(Duration.ofHours(1))));
        arena.approve(job);
        return List.of(Blocked.sign(arena, FITTED, "protocol-not-approved-before-run"));
    }
}
